package io.hearth.rules.device;

import io.hearth.contracts.metadata.Device;
import java.util.List;

/**
 * What the rules engine knows of a device.
 *
 * @param name    its name
 * @param profile the name of its profile; empty for a device without one
 * @param labels  its labels
 */
public record KnownDevice(String name, String profile, List<String> labels) {
    /** Of a device as core-metadata tells of it. */
    static KnownDevice of(Device device) {
        return new KnownDevice(device.name(), device.profileName(), device.labels());
    }

    /** Keeps a copy of the labels. */
    public KnownDevice {
        labels = List.copyOf(labels);
    }
}
