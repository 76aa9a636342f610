package io.hearth.device.convention;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.device.DeviceConfig;
import io.hearth.device.intake.BusOutlet;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.OriginClock;
import io.hearth.device.reading.Reason;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.Bus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Dead letters for messages in which devices tell of themselves. What is retained comes again with every connection, and is
 * told of once.
 */
@Singleton
public class PutAside {
    private static final Logger LOG = Logger.getLogger(PutAside.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final int REMEMBERED = 10_000;
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    /** What was told. */
    private record Told(String topic, int payloadHash, String detail) {}

    private final Bus bus;
    private final BusOutlet outlet;
    private final OriginClock clock;
    private final MeterRegistry meters;
    private final String key;
    private final int excerptBytes;
    private final Duration maxRetryDelay;
    private final Set<Told> told = new LinkedHashSet<>();
    private long unreported;
    private long lastWarning = System.nanoTime() - BETWEEN_WARNINGS;

    PutAside(Bus bus, BusOutlet outlet, OriginClock clock, MeterRegistry meters, DeviceConfig config) {
        this.bus = bus;
        this.outlet = outlet;
        this.clock = clock;
        this.meters = meters;
        this.key = config.serviceKey().value();
        this.excerptBytes = config.payload().excerptBytes();
        this.maxRetryDelay = config.mqtt().maxRetryDelay();
    }

    /** Puts a message aside; returns when the bus has the dead letter. */
    public void tell(DeviceMessage message, Reason reason, String detail) throws InterruptedException {
        if (!isNew(new Told(message.topic(), Arrays.hashCode(message.payload()), detail))) {
            return;
        }
        warn(message.topic(), reason, detail);
        byte[] payload = message.payload();
        byte[] excerpt = payload.length <= excerptBytes ? payload : Arrays.copyOf(payload, excerptBytes);
        publish(outlet.letter(new DeadLetter(
                key,
                message.topic(),
                reason.wireName(),
                detail,
                Base64.getEncoder().encodeToString(excerpt),
                payload.length,
                clock.next())));
        Counter.builder("hearth_dead_letters")
                .description("messages put aside, by reason")
                .tag("service", key)
                .tag("reason", reason.wireName())
                .register(meters)
                .increment();
    }

    /** One warning a minute, however much it is. */
    private synchronized void warn(String topic, Reason reason, String detail) {
        unreported++;
        long now = System.nanoTime();
        if (now - lastWarning >= BETWEEN_WARNINGS) {
            LOG.warnf(
                    "what devices tell of themselves dead-lettered count=%d last_topic=%s last_reason=%s last_detail=%s",
                    unreported, topic, reason.wireName(), detail);
            lastWarning = now;
            unreported = 0;
        }
    }

    private synchronized boolean isNew(Told one) {
        if (!told.add(one)) {
            return false;
        }
        if (told.size() > REMEMBERED) {
            Iterator<Told> oldestFirst = told.iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
        return true;
    }

    private void publish(BusOutlet.Outgoing letter) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RETRY, maxRetryDelay);
        while (true) {
            try {
                if (bus.connected()) {
                    bus.publish(letter.topic(), letter.payload()).get();
                    return;
                }
            } catch (ExecutionException notTaken) {
                LOG.debugf(
                        "dead letter not taken reason=%s", notTaken.getCause().getMessage());
            }
            Thread.sleep(backoff.next());
        }
    }
}
