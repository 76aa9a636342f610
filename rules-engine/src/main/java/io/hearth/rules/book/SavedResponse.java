package io.hearth.rules.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * The answer to a rule that was saved.
 *
 * @param id       of a rule that was made; left out for one that was changed
 * @param warnings what it names and is not there now, and for which devices what it does otherwise is not done; left out when there
 *                 is nothing to say
 */
record SavedResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        int statusCode,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String id,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {
    static SavedResponse of(String requestId, int statusCode, String id, List<String> warnings) {
        return new SavedResponse(ApiVersion.V3, requestId, statusCode, id, warnings);
    }
}
