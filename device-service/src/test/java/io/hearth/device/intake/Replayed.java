package io.hearth.device.intake;

import io.hearth.contracts.event.DeadLetter;

/** The message that a dead letter keeps, to be read again. */
public final class Replayed {
    private Replayed() {}

    public static DeviceMessage message(DeadLetter letter) {
        return Replays.message(letter, System.currentTimeMillis(), () -> {});
    }
}
