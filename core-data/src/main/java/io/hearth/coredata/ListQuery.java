package io.hearth.coredata;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import jakarta.inject.Inject;
import jakarta.ws.rs.QueryParam;

/** What a list of events or readings is asked for with. */
public class ListQuery {
    @Inject
    Paging paging;

    @QueryParam("offset")
    String offset;

    @QueryParam("limit")
    String limit;

    @QueryParam("aggregateFunc")
    String aggregateFunc;

    @QueryParam("numeric")
    String numeric;

    /** The page asked for. 501 when the answer should have a form that is not built yet, rather than silently another one. */
    public Page page() {
        if (aggregateFunc != null) {
            throw new EdgexException(
                    ErrorKind.NOT_IMPLEMENTED,
                    "query parameter aggregateFunc is '" + aggregateFunc
                            + "', this version does not aggregate: leave it out");
        }
        if ("true".equalsIgnoreCase(numeric)) {
            throw new EdgexException(
                    ErrorKind.NOT_IMPLEMENTED,
                    "query parameter numeric is '" + numeric + "', this version answers values as text: leave it out");
        }
        return paging.pageOrUncounted(offset, limit);
    }
}
