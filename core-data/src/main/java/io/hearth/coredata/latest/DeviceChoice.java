package io.hearth.coredata.latest;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The devices that a query names.
 *
 * @param names empty for all
 */
record DeviceChoice(Set<String> names) {
    /** Of parameters that are a device or a comma list of devices each; a name that holds a comma is found too. */
    static DeviceChoice of(List<String> parameters) {
        Set<String> names = new HashSet<>();
        for (String parameter : parameters) {
            names.add(parameter);
            names.addAll(List.of(parameter.split(",")));
        }
        names.remove("");
        return new DeviceChoice(names);
    }

    boolean isAll() {
        return names.isEmpty();
    }

    boolean holds(String device) {
        return isAll() || names.contains(device);
    }

    /** Those of the given ones that are chosen. */
    List<String> known(Collection<String> devices) {
        return devices.stream().filter(this::holds).toList();
    }
}
