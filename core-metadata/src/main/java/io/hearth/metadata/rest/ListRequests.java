package io.hearth.metadata.rest;

import io.hearth.contracts.rest.BaseRequest;
import io.hearth.metadata.store.Answer;
import io.hearth.runtime.rest.MultiStatus;
import io.hearth.runtime.rest.RequestBody;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;

/** Requests that come as a list (EdgeX API, multi-status rule): one bad item is a 400 for all, else each has its own status. */
@Singleton
public class ListRequests {
    private final RequestBody bodies;

    ListRequests(RequestBody bodies) {
        this.bodies = bodies;
    }

    /**
     * Answers a list body with 207.
     *
     * @param carryOut does what the requests ask for; its answers are in their order
     */
    public <R extends BaseRequest, A> Response answer(
            byte[] body, Class<R> type, Function<List<R>, List<Answer<A>>> carryOut) {
        List<R> requests = bodies.list(body, type);
        return MultiStatus.of(requests, BaseRequest::requestId, Answer.inOrder(carryOut.apply(requests)));
    }
}
