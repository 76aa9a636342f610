package io.hearth.device;

import io.hearth.runtime.door.Door;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the device service is found. */
final class DeviceDoor {
    private DeviceDoor() {}

    @Produces
    @Singleton
    static Door door(DeviceConfig config) {
        return Door.of(config.serviceKey().value(), config.port(), DeviceDoor.class)
                .at("/" + ServiceKey.BASE)
                .ofDeviceService();
    }
}
