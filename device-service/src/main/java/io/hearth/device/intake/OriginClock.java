package io.hearth.device.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Origins: Unix ns, each one used once (EdgeX: unique per service), also when the clock stands still or is set back. */
public final class OriginClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    /** Origins by this clock. */
    public OriginClock(Clock clock) {
        this.clock = clock;
    }

    /** The next origin: now, or just after the last one given. */
    public long next() {
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
        return last.updateAndGet(previous -> Math.max(previous + 1, nanos));
    }

    /** Gives only later origins from now on. */
    void after(long origin) {
        last.accumulateAndGet(origin, Math::max);
    }
}
