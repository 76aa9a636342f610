package io.hearth.runtime.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.bus.BusTimeout;
import io.hearth.runtime.bus.BusUnavailable;
import io.hearth.runtime.redis.StoreUnavailable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;

/** Turns what went wrong into EdgeX's answers (EdgeX API, error kinds). */
public class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final String RETRY_SECONDS = "1";

    @ServerExceptionMapper
    Response edgex(EdgexException failure) {
        return answer(failure.kind(), failure.getMessage());
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException failure) {
        return answer(ErrorKind.CONTRACT_INVALID, RequestBody.reason(failure));
    }

    /** A form that is none or breaks off; what a route itself reads and writes never comes here as an IOException. */
    @ServerExceptionMapper({IOException.class, MultipartParser.MalformedMessageException.class})
    Response form(Exception failure) {
        return answer(
                ErrorKind.CONTRACT_INVALID, "the form in the request body cannot be read: " + failure.getMessage());
    }

    @ServerExceptionMapper
    Response store(StoreUnavailable failure) {
        return answer(ErrorKind.SERVICE_UNAVAILABLE, failure.getMessage());
    }

    @ServerExceptionMapper
    Response bus(BusUnavailable failure) {
        return answer(ErrorKind.SERVICE_UNAVAILABLE, failure.getMessage());
    }

    @ServerExceptionMapper
    Response busTimeout(BusTimeout failure) {
        return answer(ErrorKind.SERVICE_UNAVAILABLE, failure.getMessage());
    }

    /** Unknown routes and methods get the bare message that EdgeX's HTTP framework answers, no envelope. */
    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        Response original = failure.getResponse();
        String text = original.getStatusInfo().getReasonPhrase();
        return Response.status(original.getStatus())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("message", text))
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException failure) {
        return unexpected("", failure);
    }

    @ServerExceptionMapper
    Response named(FailedRequest failed) {
        String request = failed.requestId();
        return switch (failed.failure()) {
            case EdgexException failure -> answer(request, failure.kind(), failure.getMessage());
            case StoreUnavailable away -> answer(request, ErrorKind.SERVICE_UNAVAILABLE, away.getMessage());
            case BusUnavailable away -> answer(request, ErrorKind.SERVICE_UNAVAILABLE, away.getMessage());
            case BusTimeout slow -> answer(request, ErrorKind.SERVICE_UNAVAILABLE, slow.getMessage());
            case WebApplicationException bare -> http(bare);
            case RuntimeException failure -> unexpected(request, failure);
        };
    }

    private static Response unexpected(String requestId, RuntimeException failure) {
        LOG.error("request failed unexpectedly", failure);
        return answer(requestId, ErrorKind.SERVER_ERROR, "unexpected error, see the log of the service");
    }

    private static Response answer(ErrorKind kind, String message) {
        return answer("", kind, message);
    }

    private static Response answer(String requestId, ErrorKind kind, String message) {
        Response.ResponseBuilder response = Response.status(kind.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(BaseResponse.error(requestId, message, kind.status()));
        if (kind == ErrorKind.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return response.build();
    }
}
