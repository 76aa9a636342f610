package io.hearth.rules.engine;

import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.SignalKey;
import java.time.Instant;

/**
 * A reading as the engine sees it.
 *
 * @param signal whose value it is
 * @param origin when it was measured, in ns since 1970
 * @param text   the value as it came
 * @param value  the value as a number
 */
public record Sample(SignalKey signal, long origin, String text, Quantity value) {
    private static final long NANOS = 1_000_000_000L;

    /** When it was measured. */
    public Instant time() {
        return timeOf(origin);
    }

    static Instant timeOf(long origin) {
        return Instant.ofEpochSecond(Math.floorDiv(origin, NANOS), Math.floorMod(origin, NANOS));
    }

    static long originOf(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }
}
