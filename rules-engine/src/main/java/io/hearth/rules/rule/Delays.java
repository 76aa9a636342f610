package io.hearth.rules.rule;

import java.time.Duration;

/**
 * How long something must hold before it counts, and keeps counting after it no longer holds (OPC UA Part 9, OnDelay and
 * OffDelay).
 *
 * @param on  how long it must hold without a break
 * @param off how long it goes on afterwards
 */
public record Delays(Duration on, Duration off) {
    /** At once. */
    public static final Delays NONE = new Delays(Duration.ZERO, Duration.ZERO);
}
