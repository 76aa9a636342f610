package io.hearth.device.convention.homie;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where an attribute is told: {@code <base>/<device>[/<node>[/<property>]]/$<attribute>} (Homie 4, topology).
 *
 * @param device its id
 * @param path   what of the device it is of, with the attribute: {@code node/property/$name}
 */
record HomieTopic(String device, String path) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final List<String> OF_DEVICE = List.of("$homie", "$name", "$nodes");
    private static final List<String> OF_NODE = List.of("$properties");
    private static final List<String> OF_PROPERTY = List.of("$name", "$datatype", "$format", "$settable", "$unit");

    /** What to subscribe to: none of it brings values. The state is mapped as any value, and not in it. */
    static Set<String> filters(String base) {
        Set<String> filters = new LinkedHashSet<>();
        OF_DEVICE.forEach(attribute -> filters.add(base + "/+/" + attribute));
        OF_NODE.forEach(attribute -> filters.add(base + "/+/+/" + attribute));
        OF_PROPERTY.forEach(attribute -> filters.add(base + "/+/+/+/" + attribute));
        return filters;
    }

    /** The parts of a topic that one of the filters matches, with ids as Homie has them; empty for any other. */
    static Optional<HomieTopic> of(String base, String topic) {
        if (!topic.startsWith(base + "/")) {
            return Optional.empty();
        }
        String[] levels = topic.substring(base.length() + 1).split("/", -1);
        List<String> attributes =
                switch (levels.length) {
                    case 2 -> OF_DEVICE;
                    case 3 -> OF_NODE;
                    case 4 -> OF_PROPERTY;
                    default -> List.of();
                };
        if (!attributes.contains(levels[levels.length - 1])) {
            return Optional.empty();
        }
        for (int i = 0; i < levels.length - 1; i++) {
            if (!isId(levels[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(new HomieTopic(levels[0], topic.substring(base.length() + levels[0].length() + 2)));
    }

    /** Whether it is an id (Homie 4, topic ids): lower-case letters, digits, and hyphens between them. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
