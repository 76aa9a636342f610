package io.hearth.rules.engine;

import io.hearth.runtime.bus.StoringHandler;
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

    /**
     * How many messages of which nothing comes wait to be stored together, and to be acknowledged; 1 stores each batch by itself. A
     * broker that sends fewer before it is acknowledged something ({@code max_inflight_messages}) makes each of them wait for {@link
     * #storeWithin}.
     */
    @WithDefault("10")
    int storeTogether();

    /** How long such a message waits at most for others; one of which something comes is stored at once, with all before it. */
    @WithDefault("20ms")
    Duration storeWithin();

    /** After an outage longer than this, delays that were running begin anew. */
    @WithDefault("5m")
    Duration outageTolerance();

    /** How long a delay that ended during a shorter outage waits for news all the same; never longer than the delay. */
    @WithDefault("10s")
    Duration grace();

    /**
     * How much is stored together of which nothing comes.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    default StoringHandler.Together together() {
        if (storeTogether() < 1) {
            throw new IllegalArgumentException(
                    "hearth.rules.evaluation.store-together is " + storeTogether() + "; allowed is 1 and more");
        }
        return new StoringHandler.Together(storeTogether(), storeWithin());
    }

    /** As the evaluator takes them. */
    default EvaluationSettings settings(Duration futureTolerance) {
        return new EvaluationSettings(
                futureTolerance, firingsPerMinute(), windowReadings(), outageTolerance(), grace());
    }
}
