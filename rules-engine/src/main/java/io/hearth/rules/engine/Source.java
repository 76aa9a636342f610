package io.hearth.rules.engine;

import io.hearth.rules.limit.Quantity;
import java.util.Optional;

/**
 * Where a condition takes a value from.
 *
 * @param signal  whose value
 * @param track   what is measured of it
 * @param silence whether it is too old; empty when any age will do
 */
record Source(Signal signal, Track track, Optional<Silence> silence) {
    boolean isStale() {
        return silence.isPresent() && silence.get().isStale();
    }

    /** The present value; not a number when there is none, or when it is stale. */
    Quantity value() {
        return isStale() ? Quantity.NOT_A_NUMBER : track.value();
    }

    /** Whether the value is the newest reading as it came. */
    boolean isPlain() {
        return track == signal.newest();
    }

    void attach(Watch watch) {
        silence.ifPresent(too -> too.add(watch));
    }

    void detach(Watch watch) {
        silence.ifPresent(too -> too.remove(watch));
    }
}
