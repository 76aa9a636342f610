package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.UpdateTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tags merged into others (EdgeX, PATCH of a profile's tags): objects key by key, a null takes its key away, everything else
 * takes the place of what was there.
 */
final class TagMerge {
    private TagMerge() {}

    /** The resources with the tags that updates have for them; updates for others are passed over. */
    static List<DeviceResource> ofResources(List<DeviceResource> resources, List<UpdateTags> updates) {
        Map<String, Map<String, Object>> byName = byName(updates);
        return resources.stream()
                .map(resource -> byName.containsKey(resource.name())
                        ? new DeviceResource(
                                resource.description(),
                                resource.name(),
                                resource.isHidden(),
                                resource.properties(),
                                resource.attributes(),
                                merged(resource.tags(), byName.get(resource.name())))
                        : resource)
                .toList();
    }

    /** The commands with the tags that updates have for them; updates for others are passed over. */
    static List<DeviceCommand> ofCommands(List<DeviceCommand> commands, List<UpdateTags> updates) {
        Map<String, Map<String, Object>> byName = byName(updates);
        return commands.stream()
                .map(command -> byName.containsKey(command.name())
                        ? new DeviceCommand(
                                command.name(),
                                command.isHidden(),
                                command.readWrite(),
                                command.resourceOperations(),
                                merged(command.tags(), byName.get(command.name())))
                        : command)
                .toList();
    }

    /** The tags with others merged into them; neither is changed. */
    static Map<String, Object> merged(Map<String, Object> tags, Map<String, Object> others) {
        Map<String, Object> merged = new LinkedHashMap<>(tags);
        others.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, mergedValue(merged.get(key), value));
            }
        });
        return merged;
    }

    @SuppressWarnings("unchecked") // the keys of JSON objects are texts
    private static Object mergedValue(Object there, Object value) {
        return there instanceof Map<?, ?> tags && value instanceof Map<?, ?> others
                ? merged((Map<String, Object>) tags, (Map<String, Object>) others)
                : value;
    }

    /** As in EdgeX, of two updates with one name the last holds. */
    private static Map<String, Map<String, Object>> byName(List<UpdateTags> updates) {
        return updates.stream().collect(Collectors.toMap(UpdateTags::name, UpdateTags::tags, (first, last) -> last));
    }
}
