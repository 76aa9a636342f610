package io.hearth.coredata;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.coredata.aggregate.AggregateFunction;
import io.hearth.coredata.store.ListRequest;
import io.hearth.coredata.store.Selection;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import jakarta.inject.Inject;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.Set;

/** What a list of events or readings is asked for with (EdgeX API, section 2); {@code cursor} is Hearth's own. */
public class ListQuery {
    /** What Go's ParseBool, by which EdgeX reads the parameter, takes for true. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

    @Inject
    Paging paging;

    @QueryParam("offset")
    String offset;

    @QueryParam("limit")
    String limit;

    @QueryParam("cursor")
    String cursor;

    @QueryParam("aggregateFunc")
    String aggregateFunc;

    @QueryParam("numeric")
    String numeric;

    /** The part of this list that is asked for. */
    public ListRequest of(Selection selection) {
        Page page = paging.pageOrUncounted(offset, limit);
        String behind = cursor == null ? "" : cursor;
        if (!behind.isEmpty() && page.offset() > 0) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "query parameter offset is '" + offset + "', beside a cursor allowed are 0 and -1");
        }
        return new ListRequest(selection, page, behind);
    }

    /** Whether numbers are to be answered as such; nonsense is no. */
    public boolean numeric() {
        return numeric != null && TRUE.contains(numeric);
    }

    /** What readings are to be summed up with; 400 for a function that there is not. */
    public Optional<AggregateFunction> aggregate() {
        return aggregateFunc == null || aggregateFunc.isEmpty()
                ? Optional.empty()
                : Optional.of(AggregateFunction.of(aggregateFunc));
    }

    /** The function's name as it was sent. */
    public String aggregateName() {
        return aggregateFunc;
    }

    /** The part of the groups that is asked for: all, unless a page is asked for by name. */
    public Page groups() {
        Page page = paging.pageOrUncounted(offset, limit);
        return limit == null || limit.isEmpty() ? new Page(page.offset(), Integer.MAX_VALUE, true) : page;
    }
}
