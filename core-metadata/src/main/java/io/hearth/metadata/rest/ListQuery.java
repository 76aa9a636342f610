package io.hearth.metadata.rest;

import io.hearth.metadata.store.Kind.Index;
import io.hearth.metadata.store.Kinds;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** What every list route is asked: which part of the list, and with which labels (EdgeX API, paging). */
public record ListQuery(
        @QueryParam("offset") String offset,
        @QueryParam("limit") String limit,
        @QueryParam("labels") String labels) {

    /** The page; 400 for anything else than an allowed number. */
    public Page page(Paging paging) {
        return paging.page(offset, limit);
    }

    /** The lists of what holds all the labels; none when no label is asked for. */
    public List<Index> labelled() {
        return Kinds.labels(Paging.labels(labels));
    }
}
