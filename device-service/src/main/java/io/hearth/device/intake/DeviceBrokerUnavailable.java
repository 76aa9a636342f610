package io.hearth.device.intake;

/** The devices' broker did not take a message; the message says why. */
public final class DeviceBrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeviceBrokerUnavailable(String message) {
        super(message);
    }
}
