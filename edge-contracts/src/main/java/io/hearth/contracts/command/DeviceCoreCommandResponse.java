package io.hearth.contracts.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;

/** The commands of one device. */
public record DeviceCoreCommandResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        DeviceCoreCommand deviceCoreCommand) {

    /** 200. */
    public static DeviceCoreCommandResponse of(DeviceCoreCommand deviceCoreCommand) {
        return new DeviceCoreCommandResponse(ApiVersion.V3, "", "", 200, deviceCoreCommand);
    }

    /** The same, to the request of this id. */
    public DeviceCoreCommandResponse to(String request) {
        return new DeviceCoreCommandResponse(apiVersion, request, message, statusCode, deviceCoreCommand);
    }
}
