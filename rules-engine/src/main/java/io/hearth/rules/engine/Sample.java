package io.hearth.rules.engine;

import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.SignalKey;
import java.time.Instant;

/**
 * A reading as the engine sees it.
 *
 * @param signal whose value it is
 * @param origin when it was measured, in ns since 1970
 * @param text   the value as it came; empty for what has no text
 * @param value  the value as a number
 * @param kind   what the value is by its type
 */
public record Sample(SignalKey signal, long origin, String text, Quantity value, Kind kind) {
    private static final long NANOS = 1_000_000_000L;

    /** What a value is by its type. */
    public enum Kind {
        /** A number, though it may not be one: NaN. */
        NUMBER,
        /** Text, or a boolean. */
        TEXT,
        /** Bytes, an object, or nothing: only that it came is known. */
        NONE
    }

    /** A number. */
    public Sample(SignalKey signal, long origin, String text, Quantity value) {
        this(signal, origin, text, value, Kind.NUMBER);
    }

    /** A sign of life of a device: the newest sample of the signal that has no resource. */
    static Sample report(String device, long origin) {
        return new Sample(reportOf(device), origin, "", Quantity.NOT_A_NUMBER, Kind.NONE);
    }

    static SignalKey reportOf(String device) {
        return new SignalKey(device, "");
    }

    boolean isReport() {
        return signal.resource().isEmpty();
    }

    /** Whether the same device measured both at the same time. */
    boolean isTogetherWith(Sample other) {
        return origin == other.origin && signal.device().equals(other.signal.device());
    }

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
