package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;
import java.util.List;

/**
 * Tags to be merged into those of a profile's resources and commands.
 *
 * @param requestId "" or a uuid
 */
public record UpdateDeviceProfileTagsRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<@Required @Valid UpdateTags> deviceResources,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<@Required @Valid UpdateTags> deviceCommands)
        implements BaseRequest {
    public UpdateDeviceProfileTagsRequest {
        requestId = requestId == null ? "" : requestId;
        deviceResources = deviceResources == null ? List.of() : deviceResources;
        deviceCommands = deviceCommands == null ? List.of() : deviceCommands;
    }
}
