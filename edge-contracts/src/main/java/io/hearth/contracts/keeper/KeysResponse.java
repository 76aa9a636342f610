package io.hearth.contracts.keeper;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * Keys: those that were stored, removed or found.
 *
 * @param response the keys as texts
 */
public record KeysResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        List<String> response) {

    /** 200 with the keys. */
    public static KeysResponse of(List<String> keys) {
        return new KeysResponse(ApiVersion.V3, "", "", 200, keys);
    }
}
