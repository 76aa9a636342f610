package io.hearth.runtime.rest;

import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * EdgeX's answer to a list of requests: HTTP 207 and, in the order of the requests, one item each with its own status.
 * A list of nothing is answered with {@code null}, as Go's empty slice is.
 */
public final class MultiStatus {
    private static final int STATUS = 207;

    private MultiStatus() {}

    /**
     * Carries out each request by itself.
     *
     * @param requests  what was asked, already validated
     * @param requestId reads an item's request id, for the answer to a failure
     * @param each      does one; an {@link EdgexException} becomes that item's failure and does not touch the others
     */
    public static <R> Response of(List<R> requests, Function<R, String> requestId, Function<R, ?> each) {
        if (requests.isEmpty()) {
            return json("null");
        }
        List<Object> answers = new ArrayList<>(requests.size());
        for (R request : requests) {
            try {
                answers.add(each.apply(request));
            } catch (EdgexException failure) {
                answers.add(BaseResponse.error(
                        requestId.apply(request),
                        failure.getMessage(),
                        failure.kind().status()));
            }
        }
        return json(answers);
    }

    private static Response json(Object entity) {
        return Response.status(STATUS)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(entity)
                .build();
    }
}
