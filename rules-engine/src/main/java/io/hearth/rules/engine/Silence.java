package io.hearth.rules.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether a signal has been silent for longer than some rules bear; all that bear the same share it. */
final class Silence extends Timed {
    private final Signal signal;
    private final long after;
    private final List<Watch> watches = new ArrayList<>(1);
    private boolean stale;

    /** @param asOf until when it is known that nothing came since the last reading, in ns */
    Silence(Signal signal, Duration after, long asOf) {
        this.signal = signal;
        this.after = after.toNanos();
        this.stale = signal.hasReported() && signal.lastOrigin() + this.after <= asOf;
    }

    boolean isStale() {
        return stale;
    }

    boolean lasts(Duration duration) {
        return after == duration.toNanos();
    }

    void add(Watch watch) {
        watches.add(watch);
    }

    void remove(Watch watch) {
        watches.remove(watch);
    }

    boolean isUnwatched() {
        return watches.isEmpty();
    }

    /** A reading has come. */
    void broken(long time) {
        if (stale) {
            watches.forEach(watch -> watch.touch(time));
            stale = false;
        }
    }

    @Override
    long deadline() {
        return stale || !signal.hasReported() ? NEVER : signal.lastOrigin() + after;
    }

    @Override
    void due(long deadline, long now) {
        watches.forEach(watch -> watch.touch(deadline));
        stale = true;
    }

    @Override
    long lasts() {
        return after;
    }
}
