package io.hearth.device.convention.homeassistant;

import java.util.Optional;
import java.util.Set;

/**
 * Where a discovery message came: {@code <prefix>/<component>/[<node_id>/]<object_id>/config}.
 *
 * @param component a component, or {@code device} for all of a device at once
 * @param node      empty when there is none
 * @param object    the object id
 */
record ConfigTopic(String component, String node, String object) {
    private static final String LAST = "config";

    /** What to subscribe to. */
    static Set<String> filters(String prefix) {
        return Set.of(prefix + "/+/+/" + LAST, prefix + "/+/+/+/" + LAST);
    }

    /** The parts of a topic that one of the filters matches; empty for any other. */
    static Optional<ConfigTopic> of(String prefix, String topic) {
        if (!topic.startsWith(prefix + "/")) {
            return Optional.empty();
        }
        String[] levels = topic.substring(prefix.length() + 1).split("/", -1);
        if (levels.length < 3 || levels.length > 4 || !levels[levels.length - 1].equals(LAST)) {
            return Optional.empty();
        }
        return Optional.of(
                levels.length == 3
                        ? new ConfigTopic(levels[0], "", levels[1])
                        : new ConfigTopic(levels[0], levels[1], levels[2]));
    }

    /** Whether all of a device is in it. */
    boolean ofDevice() {
        return component.equals("device");
    }
}
