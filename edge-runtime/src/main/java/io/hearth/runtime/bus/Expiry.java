package io.hearth.runtime.bus;

import java.time.Duration;

/** Intervals as MQTT 5 has them: whole seconds in four octets. */
final class Expiry {
    /** The largest one means never (MQTT 5, 3.1.2.11.2). */
    private static final long LONGEST = 0xFFFF_FFFEL;

    private Expiry() {}

    /** Rounded up: what is waited for is not to be dropped. */
    static long seconds(Duration interval) {
        long whole = interval.plusNanos(999_999_999).toSeconds();
        return Math.clamp(whole, 0, LONGEST);
    }
}
