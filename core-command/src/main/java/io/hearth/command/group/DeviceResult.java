package io.hearth.command.group;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.command.Outcome;
import io.hearth.contracts.rest.ApiVersion;
import java.time.Instant;

/**
 * What became of the command at one device.
 *
 * @param requestId  the command id at this device, under which it is in the journal
 * @param statusCode as the device's own answer would have
 * @param event      what a get read
 * @param allowedAt  ISO 8601, when the device may be commanded so again; left out when that is not known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeviceResult(
        String apiVersion,
        String requestId,
        String deviceName,
        @JsonInclude int statusCode,
        String message,
        JsonNode event,
        String allowedAt) {

    static DeviceResult of(String requestId, String device, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(String type, JsonNode payload) ->
                new DeviceResult(ApiVersion.V3, requestId, device, outcome.status(), "", payload.get("event"), null);
            case Outcome.Refused(int status, String message, Instant allowedAt) ->
                new DeviceResult(
                        ApiVersion.V3,
                        requestId,
                        device,
                        status,
                        message,
                        null,
                        allowedAt == null ? null : allowedAt.toString());
            case Outcome.NotDone failed ->
                new DeviceResult(ApiVersion.V3, requestId, device, failed.status(), failed.message(), null, null);
        };
    }
}
