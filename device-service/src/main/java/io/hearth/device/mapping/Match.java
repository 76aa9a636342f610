package io.hearth.device.mapping;

import java.util.List;

/** What a device's topic means. */
public sealed interface Match {
    /** It carries these devices' readings; at least one. */
    record Bound(List<Target> targets) implements Match {}

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
     * @param source   the event's source name
     * @param bindings the resources that the message carries, at least one
     */
    record Target(MappedDevice device, String source, List<ReadBinding> bindings) {}
}
