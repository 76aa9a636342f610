package io.hearth.command.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ResourceOperation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One resource that a command sets.
 *
 * @param resource what is set
 * @param value    its value as text, as the device service will take it; empty when there is none, which it refuses
 * @param settings what the resource's attributes say to core-command
 */
public record Write(DeviceResource resource, Optional<String> value, OwnSettings settings) {

    /** All that a command of this name sets; nothing when the profile knows no such command, which the device service refuses. */
    public static List<Write> of(DeviceProfile profile, String command, JsonNode payload) {
        return profile.command(command)
                .map(known -> operations(profile, known, payload).toList())
                .orElseGet(
                        () -> profile.resource(command).map(resource -> write(profile, resource, "", payload)).stream()
                                .toList());
    }

    /** What a device command's tags say to core-command; a resource's command has none. */
    public static Optional<OwnSettings> ofCommand(DeviceProfile profile, String command) {
        return profile.command(command)
                .map(known -> OwnSettings.in(
                        known.tags(), "profile '" + profile.name() + "' deviceCommand '" + command + "' tags"));
    }

    private static Stream<Write> operations(DeviceProfile profile, DeviceCommand command, JsonNode payload) {
        return command.resourceOperations().stream()
                .flatMap(operation -> profile.resource(operation.deviceResource()).stream()
                        .map(resource -> write(profile, resource, preset(operation), payload)));
    }

    private static String preset(ResourceOperation operation) {
        return operation.defaultValue();
    }

    private static Write write(DeviceProfile profile, DeviceResource resource, String preset, JsonNode payload) {
        JsonNode given = payload.get(resource.name());
        String byDefault = preset.isEmpty() ? resource.properties().defaultValue() : preset;
        Optional<String> value = given == null || given.isNull()
                ? Optional.of(byDefault).filter(text -> !text.isEmpty())
                : Optional.of(given.isTextual() ? given.textValue() : given.toString());
        String where = "profile '" + profile.name() + "' resource '" + resource.name() + "' attributes";
        return new Write(resource, value, OwnSettings.in(resource.attributes(), where));
    }
}
