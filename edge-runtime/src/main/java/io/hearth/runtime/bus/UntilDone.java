package io.hearth.runtime.bus;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Work that is tried again, with growing pauses, until it is done or nobody wants it any more. */
final class UntilDone {
    private static final Logger LOG = Logger.getLogger(UntilDone.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    /** One attempt; throwing means "not now". */
    @FunctionalInterface
    interface Attempt {
        void run() throws Exception;
    }

    private final String channel;
    private final Duration longestPause;
    private final BooleanSupplier closed;
    private final AtomicReference<String> heldBack = new AtomicReference<>("");

    UntilDone(String channel, Duration longestPause, BooleanSupplier closed) {
        this.channel = channel;
        this.longestPause = longestPause;
        this.closed = closed;
    }

    /** Why the latest attempt failed; empty when it did not. */
    String heldBack() {
        return heldBack.get();
    }

    /** True when the work is done; false only when it was closed before that. One warning a row of failures. */
    boolean attempt(Attempt work) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RETRY, longestPause);
        while (!closed.getAsBoolean()) {
            try {
                work.run();
                heldBack.set("");
                if (backoff.failures() > 0) {
                    LOG.infof("done after failures channel=%s failures=%d", channel, backoff.failures());
                }
                return true;
            } catch (InterruptedException stop) {
                throw stop;
            } catch (Exception notNow) {
                if (backoff.failures() == 0) {
                    LOG.warnf(notNow, "held back, trying again channel=%s", channel);
                }
                heldBack.set(String.valueOf(notNow.getMessage()));
                Thread.sleep(backoff.next());
            }
        }
        return false;
    }
}
