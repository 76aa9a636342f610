package io.hearth.coredata.store;

import io.hearth.contracts.event.EventId;

/**
 * A device with what each of its events needs of it, made once a query.
 *
 * @param number what computed event ids carry of it
 * @param json   {@code "deviceName":"..."}
 * @param skew   how far origins of its readings are from their events', ns; 0 where that is of no matter
 */
record StoredDevice(String name, long number, byte[] json, long skew) {
    static StoredDevice of(String name) {
        return of(Devices.Latest.of(name));
    }

    static StoredDevice of(Devices.Latest device) {
        String name = device.device();
        return new StoredDevice(name, EventId.deviceHash(name), StoredShape.device(name), device.skew());
    }
}
