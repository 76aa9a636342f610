package io.hearth.contracts.keeper;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * Keys with their values.
 *
 * @param response what was found, by key
 */
public record MultiKeyValueResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        List<KeyValue> response) {

    /** 200 with the values. */
    public static MultiKeyValueResponse of(List<KeyValue> values) {
        return new MultiKeyValueResponse(ApiVersion.V3, "", "", 200, values);
    }
}
