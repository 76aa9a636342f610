package io.hearth.rules.action;

import io.hearth.rules.rule.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * For how long an action is worth doing: a door that should have been unlocked hours ago is not to be unlocked now.
 *
 * @param since     when it was decided, by this machine's clock, to the ms
 * @param time      how long it is worth doing from then on
 * @param renewable whether the time begins anew each time that core-command is there and says not now, as it does while a
 *                  person holds the device or a least time on or off runs; it does unless the rule itself says how long
 */
public record Validity(Instant since, Duration time, boolean renewable) {
    /**
     * Of an action that is decided now.
     *
     * @param usual how long when the rule does not say; zero for always
     * @return empty for always
     */
    static Optional<Validity> of(Action action, Duration usual, Instant now) {
        Duration time = action.validFor().orElse(usual);
        return time.isPositive()
                ? Optional.of(new Validity(
                        now.truncatedTo(ChronoUnit.MILLIS),
                        time,
                        action.validFor().isEmpty()))
                : Optional.empty();
    }

    /**
     * When it is over.
     *
     * @param refused when core-command last said not now; {@link Instant#MIN} for never
     */
    Instant end(Instant refused) {
        return (renewable && refused.isAfter(since) ? refused : since).plus(time);
    }

    /** Whether less than half of it is left. */
    boolean isFading(Instant now, Instant refused) {
        return end(refused).isBefore(now.plus(time.dividedBy(2)));
    }

    /** This one, begun anew. */
    Validity renewed(Instant now) {
        return new Validity(now.truncatedTo(ChronoUnit.MILLIS), time, renewable);
    }
}
