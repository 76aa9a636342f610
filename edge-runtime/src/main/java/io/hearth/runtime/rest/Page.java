package io.hearth.runtime.rest;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.List;

/**
 * The part of a list that was asked for (EdgeX API, paging).
 *
 * @param offset how many items to pass over, 0 or more
 * @param limit  how many to answer at most, 0 or more
 * @param total  whether the total is wanted: {@code offset=-1} is EdgeX's "from the start, and do not count"
 */
public record Page(int offset, int limit, boolean total) {

    /** Whether a list of this total has anything on this page; 416 when the offset is past its end. */
    public boolean within(long totalCount) {
        if (limit == 0 || totalCount == 0) {
            return false;
        }
        if (offset > totalCount) {
            throw new EdgexException(
                    ErrorKind.RANGE_NOT_SATISFIABLE,
                    "query parameter offset is " + offset + ", the list has " + totalCount + " items");
        }
        return offset < totalCount;
    }

    /** The page of a list that is wholly in memory. */
    public <T> List<T> of(List<T> all) {
        if (!within(all.size())) {
            return List.of();
        }
        int end = (int) Math.min(all.size(), (long) offset + limit);
        return all.subList(offset, end);
    }
}
