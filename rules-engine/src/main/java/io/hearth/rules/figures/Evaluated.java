package io.hearth.rules.figures;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine counts of one rule, since the start of the service.
 *
 * @param devices     how many devices it is about now
 * @param states      how many of them are in which state, by its name
 * @param evaluations how often it was evaluated
 * @param firings     how often it decided to act
 * @param limited     how often it did not because it fires too often
 * @param cooledDown  how often it did not because its actions had succeeded not long ago
 * @param lastChange  when its state changed last
 * @param lastFiring  when it decided to act last
 * @param lastError   what could not be evaluated last
 */
public record Evaluated(
        int devices,
        Map<String, Integer> states,
        long evaluations,
        long firings,
        long limited,
        long cooledDown,
        Optional<Instant> lastChange,
        Optional<Instant> lastFiring,
        Optional<String> lastError) {
    /** Of a rule that is switched off. */
    public static final Evaluated NOTHING =
            new Evaluated(0, Map.of(), 0, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
}
