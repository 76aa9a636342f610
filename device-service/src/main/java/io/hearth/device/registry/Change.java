package io.hearth.device.registry;

import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceService;

/** What a system event of core-metadata means for this service. */
sealed interface Change {
    /** The device is ours, and is like this. */
    record DevicePresent(Device device) implements Change {}

    /** The device is another instance's of this service, and is like this. */
    record DeviceElsewhere(Device device) implements Change {}

    /** The device is gone, or that of a service of another kind. */
    record DeviceGone(String name) implements Change {}

    /** A profile is like this. */
    record ProfilePresent(DeviceProfile profile) implements Change {}

    /** Our own entry is like this. */
    record ServiceChanged(DeviceService service) implements Change {}

    /** Of no concern. */
    record Nothing() implements Change {}
}
