package io.hearth.device.mapping;

import java.util.List;
import java.util.Map;

/**
 * A device command of a profile, or a resource commanded by its own name.
 *
 * @param name       the name by which it is asked for
 * @param canRead    whether it can be read
 * @param canWrite   whether it can be written
 * @param operations its resources, in order
 * @param tags       those of its events, empty when it has none
 */
public record MappedCommand(
        String name, boolean canRead, boolean canWrite, List<Operation> operations, Map<String, Object> tags) {
    /**
     * One resource of a command.
     *
     * @param resource     the resource
     * @param defaultValue the command's own default, empty when it has none
     */
    public record Operation(MappedResource resource, String defaultValue) {}

    public MappedCommand {
        operations = List.copyOf(operations);
    }

    static MappedCommand of(MappedResource resource) {
        return new MappedCommand(
                resource.name(),
                resource.canRead(),
                resource.canWrite(),
                List.of(new Operation(resource, "")),
                Map.of());
    }
}
