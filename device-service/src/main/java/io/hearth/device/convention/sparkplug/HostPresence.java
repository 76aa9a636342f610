package io.hearth.device.convention.sparkplug;

import io.hearth.runtime.bus.Backoff;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Has it said that the primary host is there as long as nodes are heard, and no longer. */
final class HostPresence {
    private static final Logger LOG = Logger.getLogger(HostPresence.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private final Supplier<PrimaryHost> hosts;
    private final Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY);
    private volatile PrimaryHost host;
    private long notBefore = Long.MIN_VALUE;
    private boolean closed;

    /** {@code hosts}: makes one; throws IllegalArgumentException when its settings cannot be used now, a TLS file for one. */
    HostPresence(Supplier<PrimaryHost> hosts) {
        this.hosts = hosts;
    }

    /** What nodes say is heard now, or is not; {@code now}: as {@link System#nanoTime}. */
    synchronized void heard(boolean hears, long now) {
        if (!hears) {
            withdraw();
        } else if (host == null && !closed && now >= notBefore) {
            open(now);
        }
    }

    /** Nodes that wait for their primary host tell all they have kept once it is there. */
    private void open(long now) {
        try {
            host = hosts.get();
            host.open();
            backoff.reset();
        } catch (RuntimeException notNow) {
            host = null;
            notBefore = now + backoff.next().toNanos();
            LOG.warnf("Sparkplug's STATE is not said, trying again reason=%s", notNow.getMessage());
        }
    }

    /** Not by the thread that takes messages: taking leave of a broker that is away takes its time. */
    private void withdraw() {
        PrimaryHost gone = host;
        host = null;
        if (gone != null) {
            long at = System.currentTimeMillis();
            Thread.ofVirtual().name("sparkplug-host-leaves").start(() -> gone.close(at));
        }
    }

    /** Whether the broker has taken that the host is there. */
    boolean isSaid() {
        PrimaryHost now = host;
        return now != null && now.isSaid();
    }

    /** For good; returns when it is said, or cannot be. */
    synchronized void close() {
        closed = true;
        if (host != null) {
            host.close(System.currentTimeMillis());
            host = null;
        }
    }
}
