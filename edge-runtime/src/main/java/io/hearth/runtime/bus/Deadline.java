package io.hearth.runtime.bus;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when who sent a request waits for it. Counted from the arrival here, with this process' own steady clock: the sender
 * says how long it waits, never until when.
 */
public final class Deadline {
    /** Of what is sent without one: it is never over. */
    public static final Deadline NONE = new Deadline(false, 0, System::nanoTime);

    private final boolean known;
    private final long at;
    private final LongSupplier nanoTime;

    private Deadline(boolean known, long at, LongSupplier nanoTime) {
        this.known = known;
        this.at = at;
        this.nanoTime = nanoTime;
    }

    /** So long from now. */
    public static Deadline in(Duration left) {
        return in(left, System::nanoTime);
    }

    /** As {@link #in(Duration)}, by a clock in ns. */
    static Deadline in(Duration left, LongSupplier nanoTime) {
        return new Deadline(true, nanoTime.getAsLong() + left.toNanos(), nanoTime);
    }

    /** Whether nobody waits any more. */
    public boolean isOver() {
        return known && nanoTime.getAsLong() - at > 0;
    }
}
