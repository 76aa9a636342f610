package io.hearth.device.mapping;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a device's topic means. */
public sealed interface Match {
    /**
     * It carries readings; at least one of both.
     *
     * @param targets of devices that the topic names, or that have it for themselves
     * @param spreads of devices that the payload names
     */
    record Bound(List<Target> targets, List<Spread> spreads) implements Match {}

    /** It is the topic of commands to a device; what is heard there is our own voice, or that of another commander. */
    record OwnCommand() implements Match {}

    /** It came only because filters were widened so that they do not overlap, or is the bus's own. */
    record NotOurs() implements Match {}

    /** It has a template's form, but no device has this name. */
    record UnknownDevice(String name) implements Match {}

    /** The device is known, but nothing of it is mapped to this topic. */
    record UnknownResource(String device, String name) implements Match {}

    /** No template has this form. */
    record UnknownTopic() implements Match {}

    /**
     * One device's part in a message.
     *
     * @param device   the device
     * @param group    the resources that the message carries
     * @param captures what else the topic names
     */
    record Target(MappedDevice device, ReadGroup group, Map<String, String> captures) {
        /** The event's source name. */
        public String source() {
            return group.source();
        }

        /** The resources that the message carries, at least one. */
        public List<ReadBinding> bindings() {
            return group.bindings();
        }
    }

    /**
     * A message whose parts name their devices.
     *
     * @param split     how it is divided
     * @param byProfile what a part carries, by the profile of its device
     * @param captures  what the topic names
     * @param devices   the devices of a name
     */
    record Spread(
            Split split,
            Map<String, ReadGroup> byProfile,
            Map<String, String> captures,
            Function<String, List<MappedDevice>> devices) {

        /** Whether a device has this name, whatever its profile. */
        public boolean knows(String name) {
            return !devices.apply(name).isEmpty();
        }

        /** What a part of the device of this name carries; empty when no such device is mapped here. */
        public List<Target> targets(String name) {
            return devices.apply(name).stream()
                    .filter(device -> byProfile.containsKey(device.device().profileName()))
                    .map(device ->
                            new Target(device, byProfile.get(device.device().profileName()), captures))
                    .toList();
        }
    }
}
