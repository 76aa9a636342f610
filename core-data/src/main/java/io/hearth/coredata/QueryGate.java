package io.hearth.coredata;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.bus.BusConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so many queries at Redis at a time, and none for longer than {@code Service.RequestTimeout}. They and what comes in
 * share its connections; without the gate a crowd of readers would take all of them. Answers are sent outside of it, so a
 * client that reads slowly keeps nobody waiting.
 */
@Singleton
public class QueryGate {
    private final DataConfig.Query limits;
    private final Duration timeout;
    private final AlarmClock clock;
    private final Semaphore free;

    QueryGate(DataConfig config, BusConfig bus, AlarmClock clock) {
        this.limits = config.query();
        this.timeout = bus.requestTimeout();
        this.clock = clock;
        this.free = new Semaphore(limits.concurrent(), true);
    }

    /**
     * Answers the query when it is its turn; 503 when that takes too long.
     *
     * @throws QueryTimeout when the query did not end in time: its thread was interrupted, which ends a call to Redis
     */
    public <T> T pass(Supplier<T> query) {
        long begin = System.nanoTime();
        return passUnlimited(() -> within(timeout.minusNanos(System.nanoTime() - begin), query));
    }

    /** As {@link #pass}, but takes the time it takes: for what is bounded elsewhere. */
    public <T> T passUnlimited(Supplier<T> query) {
        if (!enter()) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE,
                    "too many queries at once, none of " + limits.concurrent() + " ended within "
                            + limits.patience().toMillis() + " ms");
        }
        try {
            return query.get();
        } finally {
            free.release();
        }
    }

    private boolean enter() {
        try {
            return free.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T within(Duration left, Supplier<T> query) {
        AlarmClock.Limit limit = clock.limit(left);
        try (limit) {
            return query.get();
        } catch (RuntimeException ended) {
            throw limit.isReached() ? new QueryTimeout(ended) : ended;
        }
    }
}
