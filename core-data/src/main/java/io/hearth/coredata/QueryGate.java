package io.hearth.coredata;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so many queries at Redis at a time. They and what comes in share its connections; without the gate a crowd of
 * readers would take all of them.
 */
@Singleton
public class QueryGate {
    private final DataConfig.Query limits;
    private final Semaphore free;

    QueryGate(DataConfig config) {
        this.limits = config.query();
        this.free = new Semaphore(limits.concurrent(), true);
    }

    /** Answers the query when it is its turn; 503 when that takes too long. */
    public <T> T pass(Supplier<T> query) {
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
}
