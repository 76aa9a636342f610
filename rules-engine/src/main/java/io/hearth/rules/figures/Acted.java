package io.hearth.rules.figures;

import io.hearth.rules.engine.RuleFigures.LastError;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of the actions of one rule, since the start of the service.
 *
 * @param done        how many are done
 * @param failed      how many were given up
 * @param unconfirmed how many a device has taken and not shown
 * @param lastDone    when the last one was done
 * @param lastFailed  when the last one was given up
 * @param lastError   why, and when; or why one is not confirmed, whichever was last
 */
public record Acted(
        long done,
        long failed,
        long unconfirmed,
        Optional<Instant> lastDone,
        Optional<Instant> lastFailed,
        Optional<LastError> lastError) {
    /** Of a rule that has not acted. */
    public static final Acted NOTHING = new Acted(0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    Acted done(Instant at) {
        return new Acted(done + 1, failed, unconfirmed, Optional.of(at), lastFailed, lastError);
    }

    Acted failed(Instant at, String reason) {
        return new Acted(
                done, failed + 1, unconfirmed, lastDone, Optional.of(at), Optional.of(new LastError(reason, at)));
    }

    Acted unconfirmed(Instant at, String reason) {
        return new Acted(done, failed, unconfirmed + 1, lastDone, lastFailed, Optional.of(new LastError(reason, at)));
    }

    /** With what became of others. */
    Acted plus(Acted others) {
        return new Acted(
                done + others.done,
                failed + others.failed,
                unconfirmed + others.unconfirmed,
                later(lastDone, others.lastDone),
                later(lastFailed, others.lastFailed),
                LastError.later(lastError, others.lastError));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).max(Comparator.naturalOrder());
    }
}
