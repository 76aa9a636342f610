package io.hearth.rules.device;

import java.util.List;

/**
 * What can be commanded of a device: one of its profile's device commands, or one of its resources by itself.
 *
 * @param resources the resources that a set command gives values to, in order
 * @param optional  those of them that have a default value, and may be left out of a set command
 */
public record KnownCommand(
        String name, boolean readable, boolean writable, List<String> resources, List<String> optional) {
    /** Keeps copies of the lists. */
    public KnownCommand {
        resources = List.copyOf(resources);
        optional = List.copyOf(optional);
    }
}
