package io.hearth.rules.engine;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How rules are evaluated. */
public interface EvaluationConfig {
    /** How often a rule may act for one device within a minute; what is more is held back until the minute is over. */
    @WithDefault("60")
    int firingsPerMinute();

    /** How many readings of a window of a duration are kept; with more, the window is shorter than it should be. */
    @WithDefault("10000")
    int windowReadings();

    /**
     * About how many rules' states, each for one device, are stored in one transaction together with what is to be done about
     * them. What many readings, or much time, change takes several; one reading or one moment never does.
     */
    @WithDefault("1000")
    int changesAtOnce();

    /** After an outage longer than this, delays that were running begin anew. */
    @WithDefault("5m")
    Duration outageTolerance();

    /** How long a delay that ended during a shorter outage waits for news all the same; never longer than the delay. */
    @WithDefault("10s")
    Duration grace();

    /** As the evaluator takes them. */
    default EvaluationSettings settings(Duration futureTolerance) {
        return new EvaluationSettings(
                futureTolerance, firingsPerMinute(), windowReadings(), outageTolerance(), grace());
    }
}
