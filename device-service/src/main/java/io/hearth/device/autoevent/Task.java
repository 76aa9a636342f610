package io.hearth.device.autoevent;

import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.value.GoDuration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One AutoEvent of one device. */
final class Task {
    /** Metadata takes 1 ms or more; a century is as good as never and can be added to any time. */
    private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long MOST = TimeUnit.DAYS.toNanos(36_500);

    private final String device;
    private final AutoEvent autoEvent;
    private final long interval;
    private final Changes changes;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean cancelled;
    /** The next deadline, ns; belongs to {@link FixedRates}. */
    long due;

    /** Throws {@link IllegalArgumentException} when the interval is no duration. */
    Task(String device, AutoEvent autoEvent, boolean changedOnly) {
        this.device = device;
        this.autoEvent = autoEvent;
        this.interval = nanos(autoEvent.interval());
        this.changes = new Changes(autoEvent.onChangeThreshold(), changedOnly);
    }

    private static long nanos(String interval) {
        try {
            return Math.clamp(GoDuration.parse(interval).toNanos(), LEAST, MOST);
        } catch (ArithmeticException tooLong) {
            return MOST;
        }
    }

    String device() {
        return device;
    }

    AutoEvent autoEvent() {
        return autoEvent;
    }

    /** Between deadlines, ns. */
    long interval() {
        return interval;
    }

    /** What was last published of it. */
    Changes changes() {
        return changes;
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** True for the one who may carry it out now; false while it waits or is under way. */
    boolean begin() {
        return busy.compareAndSet(false, true);
    }

    void end() {
        busy.set(false);
    }
}
