package io.hearth.device.mapping;

import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceCommand;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the events of a device are tagged with: the tags of the device command that they are of, if they are of one, and those of
 * the device, which win where both have one (EdgeX, device-sdk-go). Put together once for each device.
 *
 * @param ofDevice  the device's own, those of all events of no tagged command
 * @param byCommand those of events of a tagged command, the device's among them
 */
public record EventTags(Map<String, Object> ofDevice, Map<String, Map<String, Object>> byCommand) {
    /** Settings of core-command stand here for want of a command's attributes (docs/commands.md); they are no tags. */
    private static final String SETTINGS = "hearth";

    static EventTags of(Device device, MappedProfile profile) {
        Map<String, Object> own = Collections.unmodifiableMap(device.tags());
        Map<String, Map<String, Object>> byCommand = new HashMap<>();
        if (profile != null) {
            profile.commands().values().stream()
                    .filter(command -> !command.tags().isEmpty())
                    .forEach(command -> byCommand.put(command.name(), over(command.tags(), own)));
        }
        return new EventTags(own, Map.copyOf(byCommand));
    }

    /** Those of a command, without its settings. */
    static Map<String, Object> ofCommand(DeviceCommand command) {
        if (!command.tags().containsKey(SETTINGS)) {
            return command.tags();
        }
        Map<String, Object> tags = new LinkedHashMap<>(command.tags());
        tags.remove(SETTINGS);
        return tags;
    }

    /** Those of an event of this source. */
    public Map<String, Object> of(String source) {
        return byCommand.getOrDefault(source, ofDevice);
    }

    /** Those of an event of this source whose topic says more; what the topic says wins. */
    public Map<String, Object> of(String source, Map<String, String> captures) {
        Map<String, Object> said = of(source);
        return captures.isEmpty()
                ? said
                : said.isEmpty() ? Collections.unmodifiableMap(captures) : over(said, captures);
    }

    private static Map<String, Object> over(Map<String, Object> first, Map<String, ?> winning) {
        if (winning.isEmpty()) {
            return Collections.unmodifiableMap(first);
        }
        Map<String, Object> all = new LinkedHashMap<>(first);
        all.putAll(winning);
        return Collections.unmodifiableMap(all);
    }
}
