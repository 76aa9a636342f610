package io.hearth.device.convention.sparkplug;

import io.hearth.device.intake.DeviceBroker;

/**
 * Whether what nodes say is heard: from when all of Sparkplug's subscriptions stand, after each connection, until it is lost. What
 * becomes of the subscriptions of others is nothing to it.
 */
final class Hearing {
    private final DeviceBroker broker;
    private volatile boolean deaf = true;
    private int connection;

    /** Nothing is heard yet. */
    Hearing(DeviceBroker broker) {
        this.broker = broker;
    }

    /** Looks once more; true when from now on something is heard, and was not when this looked last. */
    boolean isRegained() {
        int now = broker.connections();
        if (!broker.connected() || now != connection) {
            connection = now;
            deaf = true;
            return false;
        }
        boolean regained = deaf && trouble().isEmpty();
        deaf &= !regained;
        return regained;
    }

    /** As it was looked at last. */
    boolean isDeaf() {
        return deaf;
    }

    /** Why what nodes say is not heard, by what the broker says now; empty when it is. */
    String trouble() {
        return broker.trouble(SparkplugTopic.filters());
    }
}
