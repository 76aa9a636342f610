package io.hearth.coredata.store;

import java.util.List;

/**
 * A part of a list.
 *
 * @param totalCount how many items the whole list has; 0 when that was not asked for
 * @param items      those on the page
 * @param nextCursor leads to the items behind these; "" when there are none
 */
public record Listing<T>(long totalCount, List<T> items, String nextCursor) {}
