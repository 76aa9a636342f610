package io.hearth.rules.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether readings may be on their way that time must not overtake: while the store or the broker is away they wait at the
 * broker, and what they say of the time since then is not known yet. A device that was heard all the while is not absent, and
 * a hold that was over before its end does not end. Guarded by the engine's turn.
 */
final class Arrears {
    private final Duration grace;
    private final Duration longest;
    private Optional<Instant> since = Optional.empty();
    private Instant until = Instant.MIN;

    /**
     * Nothing is behind.
     *
     * @param grace   how long readings that waited have to come in, though never longer than they waited
     * @param longest time goes on after an outage as long as this, whatever is behind
     */
    Arrears(Duration grace, Duration longest) {
        this.grace = grace;
        this.longest = longest;
    }

    /** Readings cannot be taken now. */
    void begin(Instant now) {
        if (since.isEmpty()) {
            since = Optional.of(now);
        }
    }

    /** They are taken again. */
    void end(Instant now) {
        since.map(then -> Duration.between(then, now))
                .ifPresent(away -> until = now.plus(away.compareTo(grace) < 0 ? away : grace));
        since = Optional.empty();
    }

    /** Whether time has to wait for readings. */
    boolean hold(Instant now) {
        // A clock that was set back must not make it wait for as long.
        boolean comingIn = now.isBefore(until) && !now.plus(grace).isBefore(until);
        return comingIn
                || since.filter(then -> now.isBefore(then.plus(longest))).isPresent();
    }
}
