package io.hearth.rules.silence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * The answer to a silence that was added.
 *
 * @param id       names it
 * @param warnings what it names and is not there now; left out when there is nothing to say
 */
record AddedSilence(
        String apiVersion,
        int statusCode,
        String id,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {
    static AddedSilence of(Silence silence, List<String> warnings) {
        return new AddedSilence(ApiVersion.V3, 201, silence.id().toString(), warnings);
    }
}
