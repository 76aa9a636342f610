package io.hearth.coredata.deadletter;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.bus.BusMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/** The messages of all services that could not be handled, with the reason: the newest of them, as many as there is room for. */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String SERVICE = "core-data";
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final LetterStore store;
    private final DataConfig.DeadLetters limits;
    private final Clock clock = Clock.systemUTC();
    private Instant nextWarning = Instant.MIN;
    private long sinceWarning;

    DeadLetters(LetterStore store, DataConfig config) {
        this.store = store;
        this.limits = config.deadLetters();
    }

    /** A dead letter of this service: the message, of its payload the beginning, and why it could not be handled. */
    public PutAside of(BusMessage message, String reason, String detail) {
        byte[] payload = message.payload();
        byte[] kept = Arrays.copyOf(payload, Math.min(payload.length, limits.payloadOctets()));
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        return new PutAside(
                message.key(),
                new DeadLetter(
                        SERVICE,
                        message.topic(),
                        reason,
                        detail,
                        Base64.getEncoder().encodeToString(kept),
                        payload.length,
                        nanos));
    }

    /** Keeps the letters, each key's once; the oldest go when there are too many. Returns when they are durable. */
    public void keep(List<PutAside> letters) {
        if (letters.isEmpty()) {
            return;
        }
        store.keep(letters);
        warn(letters);
    }

    private synchronized void warn(List<PutAside> letters) {
        sinceWarning += letters.size();
        Instant now = clock.instant();
        if (now.isAfter(nextWarning)) {
            DeadLetter latest = letters.getLast().letter();
            LOG.warnf(
                    "messages put aside, GET /deadletter/all shows them count=%d service=%s topic=%s reason=%s",
                    sinceWarning, latest.service(), latest.topic(), latest.reason());
            nextWarning = now.plus(BETWEEN_WARNINGS);
            sinceWarning = 0;
        }
    }

    /** How many are kept. */
    public long count() {
        return store.count();
    }
}
