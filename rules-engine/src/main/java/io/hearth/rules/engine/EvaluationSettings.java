package io.hearth.rules.engine;

import java.time.Duration;

/**
 * Bounds of evaluation.
 *
 * @param futureTolerance how far ahead of this machine's clock a reading may be. What is farther ahead is not taken, or one
 *     wrong clock would make every reading after it a late one
 * @param firingsPerMinute how often a rule may act for one device within a minute
 * @param windowReadings   how many readings of a window of a duration are kept
 * @param outageTolerance  after an outage longer than this, what was running begins anew
 * @param grace            how long after an outage, or after a late reading, a delay that is over already waits for news;
 *     never longer than the delay itself
 */
public record EvaluationSettings(
        Duration futureTolerance, int firingsPerMinute, int windowReadings, Duration outageTolerance, Duration grace) {
    /** The defaults. */
    public static final EvaluationSettings DEFAULT =
            new EvaluationSettings(Duration.ofHours(1), 60, 10_000, Duration.ofMinutes(5), Duration.ofSeconds(10));
}
