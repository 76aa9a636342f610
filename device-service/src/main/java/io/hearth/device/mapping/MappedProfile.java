package io.hearth.device.mapping;

import io.hearth.device.transform.Conversion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A device profile, understood once and shared by all its devices.
 *
 * @param name      its name
 * @param resources its usable resources by name, in the profile's order
 * @param commands  its usable device commands by name
 * @param conversions what becomes of its resources' values, by name; of those that are not in it, nothing
 * @param problems  what was left out, and why
 */
public record MappedProfile(
        String name,
        Map<String, MappedResource> resources,
        Map<String, MappedCommand> commands,
        Map<String, Conversion> conversions,
        List<Problem> problems) {

    /** What becomes of a resource's values. */
    public Conversion conversion(String resource) {
        return conversions.getOrDefault(resource, Conversion.NONE);
    }

    /** The shortest silence that one of its resources says; absent when none says any. */
    Optional<Duration> silence() {
        Optional<Duration> shortest = Optional.empty();
        for (MappedResource resource : resources.values()) {
            Optional<Duration> silence = resource.inbound().status().silence();
            if (silence.isPresent() && (shortest.isEmpty() || silence.get().compareTo(shortest.get()) < 0)) {
                shortest = silence;
            }
        }
        return shortest;
    }

    /** What is asked for by this name: a device command, or else a resource. */
    public Optional<MappedCommand> command(String asked) {
        MappedCommand command = commands.get(asked);
        return command != null
                ? Optional.of(command)
                : Optional.ofNullable(resources.get(asked)).map(MappedCommand::of);
    }

    /** The name of the event that these resources make: the command of exactly these, else the first of them. */
    public String source(List<ReadBinding> bindings) {
        Set<String> names = new LinkedHashSet<>();
        bindings.forEach(binding -> names.add(binding.resource()));
        if (names.size() == 1) {
            return names.iterator().next();
        }
        return commands.values().stream()
                .filter(command -> command.canRead() && names.equals(namesOf(command)))
                .map(MappedCommand::name)
                .findFirst()
                .orElse(names.iterator().next());
    }

    private static Set<String> namesOf(MappedCommand command) {
        Set<String> names = new LinkedHashSet<>();
        command.operations().forEach(operation -> names.add(operation.resource().name()));
        return names;
    }

    /** What each topic template means for the profile, where the payload names the device or where it does not. */
    Map<TopicTemplate, Bindings> bindings(boolean inPayload) {
        Map<TopicTemplate, List<MappedResource>> byTopic = new LinkedHashMap<>();
        for (MappedResource resource : resources.values()) {
            if (resource.inbound().split().device().isPresent() == inPayload) {
                resource.topic().ifPresent(topic -> byTopic.computeIfAbsent(topic, key -> new ArrayList<>())
                        .add(resource));
            }
        }
        Map<TopicTemplate, Bindings> bindings = new LinkedHashMap<>();
        byTopic.forEach((template, found) -> bindings.put(template, Bindings.of(this, template, found)));
        return bindings;
    }

    /** The readable resources that a device's own topic brings: those whose attributes say something of their readings,
     * and that do not come with a device's name. */
    List<MappedResource> mapped() {
        return resources.values().stream()
                .filter(MappedResource::canRead)
                .filter(MappedResource::isMapped)
                .filter(resource -> resource.inbound().split().device().isEmpty())
                .toList();
    }

    /** The profile as it is for a device that says other things of these resources. */
    MappedProfile with(Map<String, MappedResource> other) {
        Map<String, MappedResource> all = new LinkedHashMap<>(resources);
        all.putAll(other);
        return new MappedProfile(name, Collections.unmodifiableMap(all), commands, conversions, problems);
    }

    /** What EdgeX's default topic brings for a source: a command's resources, or one readable resource. */
    Optional<List<ReadBinding>> edgexSource(String source) {
        return command(source).filter(MappedCommand::canRead).map(command -> {
            List<MappedCommand.Operation> operations = command.operations();
            return operations.stream()
                    .map(MappedCommand.Operation::resource)
                    .map(resource -> resource.edgex(
                            operations.size() == 1
                                    ? new ValuePlace.KeyOrWhole(resource.name())
                                    : JsonKey.of(resource.name())))
                    .toList();
        });
    }
}
