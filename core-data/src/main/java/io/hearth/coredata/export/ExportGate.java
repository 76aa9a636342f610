package io.hearth.coredata.export;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.coredata.DataConfig;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets only so many exports run at a time: each may take long, and lists are to be answered beside them. */
@Singleton
public class ExportGate {
    private final int most;
    private final Semaphore free;

    ExportGate(DataConfig config) {
        this.most = config.export().concurrent();
        this.free = new Semaphore(most);
    }

    /** A place for an export, until it is left; leaving it again does nothing. */
    final class Pass {
        private final AtomicBoolean left = new AtomicBoolean();

        void leave() {
            if (!left.getAndSet(true)) {
                free.release();
            }
        }
    }

    /** Takes a place; 503 when there is none. */
    Pass enter() {
        if (!free.tryAcquire()) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE,
                    "too many exports at once, " + most + " are running: try again later");
        }
        return new Pass();
    }

    /** How many more may begin now. */
    int free() {
        return free.availablePermits();
    }
}
