package io.hearth.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;
import java.util.List;

/**
 * A secret to be kept for a service, such as the user and password of a broker.
 *
 * @param requestId  "" or a uuid
 * @param secretName what the service asks for it by
 * @param secretData its parts, at least one
 */
public record SecretRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @Required String secretName,
        @Required List<@Required @Valid SecretDataKeyValue> secretData)
        implements BaseRequest {
    public SecretRequest {
        requestId = requestId == null ? "" : requestId;
    }

    /** One part of a secret, e.g. {@code username}. */
    public record SecretDataKeyValue(
            @Required String key, @Required String value) {}
}
