package io.hearth.runtime.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Requests that are not carried out because nobody waits for them any more ({@link Deadline}): each is counted, and one a minute
 * is told in the log. What the broker drops itself is not seen here.
 */
public final class TooOld {
    private static final Logger LOG = Logger.getLogger(TooOld.class);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final String service;
    private final Counter counter;
    private final AtomicLong nextTold = new AtomicLong(System.nanoTime());

    /** None yet, of the service of this key. */
    public TooOld(String service, MeterRegistry metrics) {
        this.service = service;
        this.counter = Counter.builder("hearth_requests_too_old_total")
                .description("requests that were not carried out because nobody waited for them any more")
                .tag("service", service)
                .register(metrics);
    }

    /** One more. */
    public void note(String request) {
        counter.increment();
        long now = System.nanoTime();
        long due = nextTold.get();
        if (now - due >= 0 && nextTold.compareAndSet(due, now + MINUTE)) {
            LOG.warnf(
                    "requests are not carried out, nobody waits for them any more service=%s so far=%d latest=%s",
                    service, Math.round(counter.count()), request);
        }
    }
}
