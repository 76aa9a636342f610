package io.hearth.coredata.store;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.rest.Page;
import java.util.TreeSet;

/**
 * What part of which list is asked for.
 *
 * @param cursor where an earlier answer ended; "" to begin at the page's offset
 */
public record ListRequest(Selection selection, Page page, String cursor) {
    /** A page by its offset. */
    public static ListRequest of(Selection selection, Page page) {
        return new ListRequest(selection, page, "");
    }

    /** How many items are passed over. */
    int offset() {
        return cursor.isEmpty() ? page.offset() : 0;
    }

    /** How many items will be passed over and answered at most. */
    long expected() {
        return (long) offset() + page.limit();
    }

    /**
     * How many items the answer will have at most: when the total is known, no search goes on for what is not there.
     *
     * @param total that of the list; not looked at when the page does not want it. 416 when the page is past it
     */
    long wanted(long total) {
        if (!page.total() || !cursor.isEmpty()) {
            return page.limit();
        }
        return page.within(total) ? Math.min(page.limit(), total - page.offset()) : 0;
    }

    /** Whether nothing comes behind an answer of so many items. */
    boolean isLast(long total, int items) {
        boolean complete = cursor.isEmpty() && page.total() && page.offset() + (long) items >= total;
        return items == 0 || items < page.limit() || complete;
    }

    /** Behind which item the answer begins, null for the first; 400 for a cursor of another list. */
    Position after(String kind) {
        return cursor.isEmpty()
                ? null
                : Position.parse(cursor, list(kind))
                        .orElseThrow(() -> new EdgexException(
                                ErrorKind.CONTRACT_INVALID,
                                "query parameter cursor is '" + cursor
                                        + "', allowed is the nextCursor of an answer to the same list"));
    }

    /** The cursor that leads on from here. */
    String next(Position last, String kind) {
        return last.cursor(list(kind));
    }

    private String list(String kind) {
        return kind + selection.device() + new TreeSet<>(selection.resources()) + selection.range();
    }
}
