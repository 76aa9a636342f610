package io.hearth.rules.action;

import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Attempts at actions, a bounded number at once. */
final class Attempts {
    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final Courier courier;
    private final Semaphore free;

    Attempts(Courier courier, int atOnce) {
        this.courier = courier;
        this.free = new Semaphore(atOnce);
    }

    /** One attempt. What nobody foresaw may pass, so it is tried again like any other failure. */
    Outcome at(Line line, Intent intent) throws InterruptedException {
        free.acquire();
        try {
            return line.isLook() ? courier.lookAt(intent) : courier.deliver(intent);
        } catch (RuntimeException | StackOverflowError | LinkageError unforeseen) {
            LOG.debugf(unforeseen, "attempt broke off device=%s command=%s", intent.device(), intent.command());
            return new Outcome.Later(unforeseen.toString());
        } finally {
            free.release();
        }
    }
}
