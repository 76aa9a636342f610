package io.hearth.runtime.stop;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Until when all that a stop waits for has to be over, together: bounds of single steps add up when neither Redis nor the broker
 * answers. It begins with the first step of the stop, and each step waits for its own bound or for what is left, whichever is
 * shorter. What is given up then is as after a kill: what is not durable has not been acknowledged, and comes again.
 *
 * <p>A process stops once, so there is one for all of it.
 */
@Singleton
public final class StopDeadline {
    /** Who is not even given a moment cannot tell that what it asks for is there already. */
    private static final Duration LEAST = Duration.ofMillis(1);

    private static final Logger LOG = Logger.getLogger(StopDeadline.class);

    /** In {@link System#nanoTime}; empty while the process does not stop. */
    private static volatile Optional<Long> end = Optional.empty();

    private final Duration whole;
    /** The signal comes first, before Quarkus knows of it. */
    private final Thread signal = new Thread(this::begin, "stop-deadline");

    StopDeadline(
            @ConfigProperty(name = "hearth.stop-timeout", defaultValue = "7s") Duration whole,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> requests) {
        if (!whole.isPositive()) {
            throw new IllegalArgumentException(
                    "hearth.stop-timeout is " + whole.toMillis() + " ms, allowed is 1 ms or more");
        }
        if (requests.isPresent() && whole.compareTo(requests.get()) <= 0) {
            throw new IllegalArgumentException("hearth.stop-timeout is " + whole.toMillis()
                    + " ms, allowed is more than quarkus.shutdown.timeout, which is "
                    + requests.get().toMillis() + " ms: HTTP requests would take all of it");
        }
        this.whole = whole;
    }

    /** Before everybody else; tests start and stop more than once. */
    void starts(@Observes @Priority(Integer.MIN_VALUE) StartupEvent started) {
        forget();
        try {
            Runtime.getRuntime().addShutdownHook(signal);
        } catch (IllegalStateException signalled) {
            // It is told to stop while it starts.
            begin();
        }
    }

    static void forget() {
        end = Optional.empty();
    }

    /** Before everybody else, and before Quarkus waits for its HTTP requests; without a signal there is no earlier beginning. */
    void begins(@Observes @Priority(Integer.MIN_VALUE) ShutdownDelayInitiatedEvent stopping) {
        begin();
    }

    /** A start that failed has no other beginning of its stop. */
    void stops(@Observes @Priority(Integer.MIN_VALUE) ShutdownEvent stopping) {
        begin();
        try {
            Runtime.getRuntime().removeShutdownHook(signal);
        } catch (IllegalStateException signalled) {
            LOG.debugf("stopping within=%d ms", whole.toMillis());
        }
    }

    private synchronized void begin() {
        if (end.isEmpty()) {
            end = Optional.of(System.nanoTime() + whole.toNanos());
        }
    }

    /** How long a step may take that by itself may take {@code own}: that, or what is left of the stop when it is less. */
    public static Duration atMost(Duration own) {
        Duration left = left(own);
        return left.compareTo(LEAST) > 0 ? left : LEAST;
    }

    /** Whether the process stops, and has nothing left to wait. */
    public static boolean isOver() {
        return !left(LEAST).isPositive();
    }

    private static Duration left(Duration own) {
        Duration left = end.map(at -> Duration.ofNanos(at - System.nanoTime())).orElse(own);
        return left.compareTo(own) < 0 ? left : own;
    }
}
