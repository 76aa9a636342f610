package io.hearth.contracts.keeper;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.constraints.AssertTrue;

/**
 * A value to be stored (EdgeX API, core-keeper), whose version need not be said.
 *
 * @param requestId "" or a uuid
 * @param value any JSON but null and the empty object
 */
public record UpdateKeysRequest(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        JsonNode value) {

    @AssertTrue(message = "field must be any JSON but null and {}")
    boolean isValue() {
        return value != null && !value.isNull() && !(value.isObject() && value.isEmpty());
    }
}
