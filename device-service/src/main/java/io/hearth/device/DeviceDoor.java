package io.hearth.device;

import io.hearth.runtime.door.Door;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the device service is found. */
public final class DeviceDoor {
    /** The service key, which is also the service's name in core-metadata and in topics. */
    public static final String KEY = "device-mqtt";

    private DeviceDoor() {}

    @Produces
    @Singleton
    static Door door(DeviceConfig config) {
        return Door.ofDeviceService(KEY, config.port());
    }
}
