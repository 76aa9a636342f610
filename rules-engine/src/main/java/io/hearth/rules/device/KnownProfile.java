package io.hearth.rules.device;

import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ReadWrite;
import io.hearth.contracts.metadata.ResourceOperation;
import io.hearth.contracts.metadata.ResourceProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the rules engine knows of a profile.
 *
 * @param resources its resources by their names
 * @param commands  what can be commanded, by name: its device commands, and each resource that no device command shares the
 *                  name of
 */
public record KnownProfile(String name, Map<String, KnownResource> resources, Map<String, KnownCommand> commands) {
    /** Keeps copies of the maps. */
    public KnownProfile {
        resources = Map.copyOf(resources);
        commands = Map.copyOf(commands);
    }

    /** The resource of this name. */
    public Optional<KnownResource> resource(String name) {
        return Optional.ofNullable(resources.get(name));
    }

    /** What can be commanded under this name. */
    public Optional<KnownCommand> command(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    /** What is needed of a profile of core-metadata's. */
    public static KnownProfile of(DeviceProfile profile) {
        Map<String, KnownResource> resources = new TreeMap<>();
        Map<String, KnownCommand> commands = new TreeMap<>();
        Map<String, Boolean> defaults = new TreeMap<>();
        for (DeviceResource resource : named(profile.deviceResources(), DeviceResource::name)) {
            KnownResource known = resource(resource);
            boolean hasDefault = resource.properties() != null
                    && !resource.properties().defaultValue().isEmpty();
            defaults.put(known.name(), hasDefault);
            resources.put(known.name(), known);
            commands.put(
                    known.name(),
                    new KnownCommand(
                            known.name(),
                            known.readable(),
                            known.writable(),
                            List.of(known.name()),
                            hasDefault ? List.of(known.name()) : List.of()));
        }
        named(profile.deviceCommands(), DeviceCommand::name)
                .forEach(command -> commands.put(command.name(), command(command, defaults)));
        return new KnownProfile(profile.name(), resources, commands);
    }

    /** Another core-metadata than Hearth's may take what has no name. */
    private static <T> List<T> named(List<T> items, Function<T, String> name) {
        return items.stream()
                .filter(item -> item != null && name.apply(item) != null)
                .toList();
    }

    private static KnownResource resource(DeviceResource resource) {
        Optional<ResourceProperties> properties = Optional.ofNullable(resource.properties());
        String readWrite = properties.map(ResourceProperties::readWrite).orElse("");
        return new KnownResource(
                resource.name(),
                properties.flatMap(ResourceProperties::type),
                ReadWrite.canRead(readWrite),
                ReadWrite.canWrite(readWrite),
                bound(properties.map(ResourceProperties::minimum)),
                bound(properties.map(ResourceProperties::maximum)));
    }

    private static OptionalDouble bound(Optional<Double> bound) {
        return bound.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static KnownCommand command(DeviceCommand command, Map<String, Boolean> defaults) {
        List<String> resources = new ArrayList<>();
        List<String> optional = new ArrayList<>();
        for (ResourceOperation operation : named(command.resourceOperations(), ResourceOperation::deviceResource)) {
            resources.add(operation.deviceResource());
            if (!operation.defaultValue().isEmpty() || defaults.getOrDefault(operation.deviceResource(), false)) {
                optional.add(operation.deviceResource());
            }
        }
        return new KnownCommand(
                command.name(),
                ReadWrite.canRead(command.readWrite()),
                ReadWrite.canWrite(command.readWrite()),
                resources,
                optional);
    }
}
