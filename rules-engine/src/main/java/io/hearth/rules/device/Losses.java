package io.hearth.rules.device;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Whether it is believed that what a list lacks is no more. A list that is suddenly empty, or has lost most of what was there,
 * is more often that of a store that was lost or is being filled again than that of a house that was cleared; and with their
 * devices rules would lose all their states. Used by one thread.
 */
final class Losses {
    private static final Logger LOG = Logger.getLogger(Losses.class);
    /** So few are believed to be gone, if others are still there. */
    private static final int FEW = 10;

    private final String what;
    private final Duration grace;
    private final Clock clock;
    private Optional<Instant> doubtedSince = Optional.empty();
    private volatile int doubted;

    /**
     * Nothing was lost yet.
     *
     * @param what  devices, for one
     * @param grace for how long a list must lack so much until it is believed
     */
    Losses(String what, Duration grace, Clock clock) {
        this.what = what;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * A whole list was read.
     *
     * @param known   how many there were
     * @param missing how many of them it lacks
     * @return whether these are no more
     */
    boolean isBelieved(int known, int missing) {
        boolean plausible = missing == 0 || missing < known && (missing <= FEW || missing <= known / 2);
        Instant now = clock.instant();
        if (plausible) {
            doubtedSince = Optional.empty();
        } else if (doubtedSince.isEmpty()) {
            doubtedSince = Optional.of(now);
            LOG.warnf(
                    "core-metadata lacks most of what it had, kept for now what=%s known=%d missing=%d for=%s",
                    what, known, missing, grace);
        }
        boolean believed =
                doubtedSince.filter(since -> now.isBefore(since.plus(grace))).isEmpty();
        doubted = believed ? 0 : missing;
        return believed;
    }

    /** How many are kept though the last list lacks them. */
    int doubted() {
        return doubted;
    }

    /** When to look again; empty when nothing is doubted. */
    Optional<Duration> left() {
        return doubted == 0
                ? Optional.empty()
                : doubtedSince.map(since -> Duration.between(clock.instant(), since.plus(grace)));
    }
}
