package io.hearth.rules.action;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Attempts at actions, of each kind a bounded number at once: what is slow of one kind delays none of another. */
final class Attempts {
    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final Courier courier;
    private final Silencing silencing;
    private final Map<Deed.Kind, Semaphore> free = new EnumMap<>(Deed.Kind.class);

    Attempts(Courier courier, Silencing silencing, ActionConfig config) {
        this.courier = courier;
        this.silencing = silencing;
        for (Deed.Kind kind : Deed.Kind.values()) {
            free.put(kind, new Semaphore(new KindLimits(config, kind).inFlight()));
        }
    }

    /**
     * One attempt. What nobody foresaw may pass, so it is tried again like any other failure.
     *
     * @return empty when it was not tried, as it must not be now
     */
    Optional<Outcome> at(Line line, Intent intent) throws InterruptedException {
        Semaphore places = free.get(intent.deed().kind());
        places.acquire();
        try {
            if (line.isLook()) {
                return Optional.of(courier.lookAt(intent));
            }
            // Here, as it may have waited for its place.
            return silencing.of(intent).isPresent() ? Optional.empty() : Optional.of(courier.deliver(intent));
        } catch (RuntimeException | StackOverflowError | LinkageError unforeseen) {
            LOG.debugf(
                    unforeseen,
                    "attempt broke off kind=%s target=%s",
                    intent.deed().kind(),
                    intent.deed().target());
            return Optional.of(new Outcome.Later(unforeseen.toString()));
        } finally {
            places.release();
        }
    }
}
