package io.hearth.contracts.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A page of devices with their commands.
 *
 * @param totalCount         how many there are in all
 * @param deviceCoreCommands written as null when all devices of the page are skipped
 */
public record MultiDeviceCoreCommandsResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long totalCount,
        @JsonInclude List<DeviceCoreCommand> deviceCoreCommands) {

    /** 200 with the page. */
    public static MultiDeviceCoreCommandsResponse of(long totalCount, List<DeviceCoreCommand> deviceCoreCommands) {
        return new MultiDeviceCoreCommandsResponse(ApiVersion.V3, "", "", 200, totalCount, deviceCoreCommands);
    }

    /** The same, to the request of this id. */
    public MultiDeviceCoreCommandsResponse to(String request) {
        return new MultiDeviceCoreCommandsResponse(
                apiVersion, request, message, statusCode, totalCount, deviceCoreCommands);
    }
}
