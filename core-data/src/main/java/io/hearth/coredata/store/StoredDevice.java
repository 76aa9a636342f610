package io.hearth.coredata.store;

import io.hearth.contracts.event.EventId;

/**
 * A device with what each of its events needs of it, made once a query.
 *
 * @param number what computed event ids carry of it
 * @param json   {@code "deviceName":"..."}
 */
record StoredDevice(String name, long number, byte[] json) {
    static StoredDevice of(String name) {
        return new StoredDevice(name, EventId.deviceHash(name), StoredShape.device(name));
    }
}
