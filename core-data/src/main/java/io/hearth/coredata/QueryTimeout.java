package io.hearth.coredata;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A query did not end within {@code Service.RequestTimeout}. */
public class QueryTimeout extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueryTimeout(Throwable ended) {
        super("request timeout", ended);
    }

    /** Answers it as EdgeX's services do: without an envelope (EdgeX API, section 1). */
    public static final class Answer {
        @ServerExceptionMapper
        Response timeout(QueryTimeout failure) {
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .type(MediaType.TEXT_PLAIN_TYPE)
                    .entity(failure.getMessage())
                    .build();
        }
    }
}
