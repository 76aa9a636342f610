package io.hearth.device.online;

import io.hearth.contracts.metadata.OperatingState;

/** Who sees to it that core-metadata learns of a state. */
interface Wishes {
    /** The device is to have this state; the last wish counts. */
    void want(String device, OperatingState state);

    /** Takes back a wish of which nobody was told yet; false when somebody may have been. */
    boolean withdraw(String device);

    /** What was told last of the device has shown. */
    void shown(String device);

    /** Nothing more is wanted for the device. */
    void settled(String device);
}
