package io.hearth.coredata.retention;

import io.hearth.contracts.metadata.Retention;
import io.hearth.contracts.value.GoDuration;
import io.hearth.contracts.value.InvalidValue;
import java.time.Duration;

/**
 * How long the events of a device's source are kept (EdgeX core-data, retention).
 *
 * @param maxCap   below so many events nothing is removed; 0 and less: no such bound
 * @param minCap   so many of those that could go stay, the newest; 0 and less: none
 * @param duration what is older has expired; zero and less: the number decides alone
 */
public record RetentionRule(long maxCap, long minCap, Duration duration) {
    /** What a rule means for a number of stored events. */
    public sealed interface Plan {
        /** Nothing goes. */
        record Nothing() implements Plan {}

        /** What is older goes, but for the newest {@code keep} of that. */
        record Expired(Duration olderThan, long keep) implements Plan {}

        /** All go, but for the newest {@code keep}. */
        record AllButNewest(long keep) implements Plan {}
    }

    /** The rule of an AutoEvent: 0 and "" stand for the defaults; so does a duration that is none. */
    static RetentionRule of(Retention given, RetentionRule defaults) {
        return new RetentionRule(
                given.maxCap() == 0 ? defaults.maxCap : given.maxCap(),
                given.minCap() == 0 ? defaults.minCap : given.minCap(),
                duration(given.duration(), defaults.duration));
    }

    private static Duration duration(String text, Duration absent) {
        try {
            return text.isEmpty() ? absent : GoDuration.parse(text);
        } catch (InvalidValue none) {
            return absent;
        }
    }

    /** What is to be done when so many events of the pair are stored. */
    public Plan plan(long stored) {
        if (maxCap > 0 && stored < maxCap || minCap > 0 && stored <= minCap) {
            return new Plan.Nothing();
        }
        long keep = Math.max(0, minCap);
        return duration.isPositive() ? new Plan.Expired(duration, keep) : new Plan.AllButNewest(keep);
    }
}
