package io.hearth.device.convention.sparkplug;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where Sparkplug B's messages are: {@code spBv1.0/<group>/<type>/<node>[/<device>]} (Sparkplug 3.0, 4.1).
 *
 * @param type  what the message is
 * @param owner of which node or device it tells
 */
record SparkplugTopic(Type type, Owner owner) {
    static final String NAMESPACE = "spBv1.0";
    private static final Set<String> TYPES =
            Arrays.stream(Type.values()).map(Type::name).collect(Collectors.toSet());
    /** What cannot be a fixed level of a mapping's topic. */
    private static final Pattern NO_LEVEL = Pattern.compile("[+#{}\\x00]");

    /** What nodes and devices say. */
    enum Type {
        NBIRTH,
        DBIRTH,
        NDATA,
        DDATA,
        NDEATH,
        DDEATH;

        boolean isOfDevice() {
            return name().startsWith("D");
        }
    }

    /**
     * An edge node, or a device at one.
     *
     * @param group  the node's group
     * @param node   the node's id within it
     * @param device the device's id at the node; empty for the node itself
     */
    record Owner(String group, String node, String device) {
        /** The node that it is or that it is at. */
        Owner ofNode() {
            return device.isEmpty() ? this : new Owner(group, node, "");
        }

        /** By what it is known: no id has a slash. */
        String id() {
            return group + "/" + node + (device.isEmpty() ? "" : "/" + device);
        }

        /** Empty when it is no id of an owner. */
        static Optional<Owner> of(String id) {
            String[] parts = id.split("/", -1);
            return parts.length == 2 || parts.length == 3
                    ? Optional.of(new Owner(parts[0], parts[1], parts.length == 3 ? parts[2] : ""))
                    : Optional.empty();
        }

        private String topic(String ofNode, String ofDevice) {
            return NAMESPACE + "/" + group + "/" + (device.isEmpty() ? ofNode : ofDevice) + "/" + node
                    + (device.isEmpty() ? "" : "/" + device);
        }

        /** Where its values come from. */
        String data() {
            return topic("NDATA", "DDATA");
        }

        /** Where it is told what to do. */
        String command() {
            return topic("NCMD", "DCMD");
        }

        /** Whether a mapping can have its topics. */
        boolean canBeMapped() {
            return !NO_LEVEL.matcher(id()).find();
        }
    }

    /** Of these what may have to wait: births and data, which Sparkplug has published with QoS 0 (Sparkplug 3.0, 6.4). */
    static Set<String> waiting() {
        return filters().stream().filter(filter -> !filter.contains("DEATH")).collect(Collectors.toSet());
    }

    /** What to subscribe to: not the commands, which are ours or another host's. */
    static Set<String> filters() {
        Set<String> filters = new LinkedHashSet<>();
        for (Type type : Type.values()) {
            filters.add(NAMESPACE + "/+/" + type + "/+" + (type.isOfDevice() ? "/+" : ""));
        }
        return filters;
    }

    /** Empty for any topic that none of the filters matches. */
    static Optional<SparkplugTopic> of(String topic) {
        String[] levels = topic.split("/", -1);
        if (levels.length < 4 || levels.length > 5 || !levels[0].equals(NAMESPACE) || !TYPES.contains(levels[2])) {
            return Optional.empty();
        }
        Type type = Type.valueOf(levels[2]);
        return type.isOfDevice() == (levels.length == 5)
                ? Optional.of(
                        new SparkplugTopic(type, new Owner(levels[1], levels[3], type.isOfDevice() ? levels[4] : "")))
                : Optional.empty();
    }
}
