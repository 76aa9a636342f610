package io.hearth.device.registry;

import io.hearth.device.DeviceConfig;

/** For tests outside of this package, without CDI. */
public final class MetadataEntriesOf {
    private MetadataEntriesOf() {}

    public static MetadataEntries config(DeviceConfig config) {
        return new MetadataEntries(config);
    }
}
