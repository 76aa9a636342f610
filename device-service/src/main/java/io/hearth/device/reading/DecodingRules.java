package io.hearth.device.reading;

import io.hearth.device.mapping.JsonataBounds;
import java.time.Duration;

/**
 * Bounds of decoding.
 *
 * @param limits         of payloads as a whole
 * @param maxParts       the most parts of a message that is divided
 * @param maxPatternText the longest text that patterns are run on
 * @param jsonata        of one JSONata expression
 * @param maxPast        how far before its arrival a value may have been measured
 * @param maxFuture      how far after its arrival, by clocks that differ
 */
public record DecodingRules(
        PayloadLimits limits,
        int maxParts,
        int maxPatternText,
        JsonataBounds jsonata,
        Duration maxPast,
        Duration maxFuture) {

    /** What holds where nothing is set but the limits. */
    public static DecodingRules of(PayloadLimits limits) {
        return new DecodingRules(
                limits,
                10_000,
                65_536,
                new JsonataBounds(Duration.ofSeconds(2), 100),
                Duration.ofDays(3650),
                Duration.ofMinutes(5));
    }
}
