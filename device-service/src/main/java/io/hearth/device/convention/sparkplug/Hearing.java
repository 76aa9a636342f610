package io.hearth.device.convention.sparkplug;

import io.hearth.device.intake.DeviceBroker;

/**
 * Whether what nodes say is heard: from when all subscriptions stand, after each connection, until it is lost. A subscription that
 * is added later takes none of them away.
 */
final class Hearing {
    private final DeviceBroker broker;
    private volatile boolean deaf = true;

    /** Nothing is heard yet. */
    Hearing(DeviceBroker broker) {
        this.broker = broker;
    }

    /** Looks once more; true when from now on something is heard, and was not when this looked last. */
    boolean isRegained() {
        if (!broker.connected()) {
            deaf = true;
            return false;
        }
        boolean regained = deaf && broker.trouble().isEmpty();
        deaf &= !regained;
        return regained;
    }

    /** As it was looked at last. */
    boolean isDeaf() {
        return deaf;
    }
}
