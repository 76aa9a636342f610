package io.hearth.device.convention.sparkplug;

import io.hearth.device.intake.DeviceMessage;

/** A birth certificate that core-metadata is to be told of. */
final class Newborn {
    private final Birth birth;
    private final DeviceMessage message;
    private volatile boolean refused;

    Newborn(Birth birth, DeviceMessage message) {
        this.birth = birth;
        this.message = message;
    }

    Birth birth() {
        return birth;
    }

    /** In which it came. */
    DeviceMessage message() {
        return message;
    }

    /** It is not added, of which has been told. */
    void refuse() {
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }
}
