package io.hearth.device.intake;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.device.ServiceKey;
import io.hearth.device.reading.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Counts what came and what became of it; nothing is dropped uncounted. */
final class IntakeMetrics {
    private static final Logger LOG = Logger.getLogger(IntakeMetrics.class);
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    private final String key;
    private final MeterRegistry registry;
    private final String queueName;
    private final Counter received;
    private final Map<String, Counter> letters = new HashMap<>();
    private final Map<String, Counter> ignored = new HashMap<>();
    private long unreported;
    private long lastWarning = System.nanoTime() - BETWEEN_WARNINGS;

    IntakeMetrics(MeterRegistry registry) {
        this(registry, ServiceKey.BASE, "ds-devices");
    }

    /** With the key of the service and the name of the queue. */
    IntakeMetrics(MeterRegistry registry, String key, String queueName) {
        this.key = key;
        this.registry = registry;
        this.queueName = queueName;
        this.received = Counter.builder("hearth_messages_received")
                .description("messages taken in")
                .tag("service", key)
                .register(registry);
        for (Reason reason : Reason.values()) {
            letters.put(
                    reason.wireName(),
                    Counter.builder("hearth_dead_letters")
                            .description("messages put aside, by reason")
                            .tag("service", key)
                            .tag("reason", reason.wireName())
                            .register(registry));
        }
    }

    void queue(Collection<?> queue, int capacity) {
        Gauge.builder("hearth_queue_depth", queue, Collection::size)
                .description("messages received and not yet handled")
                .tag("queue", queueName)
                .register(registry);
        Gauge.builder("hearth_queue_capacity", () -> capacity)
                .description("messages the queue holds at most")
                .tag("queue", queueName)
                .register(registry);
    }

    /** Called by one thread only. */
    void moved(Outcome outcome) {
        received.increment();
        switch (outcome) {
            case Outcome.Ignored why -> ignored(why.why()).increment();
            case Outcome.Used used -> used.letters().forEach(this::letter);
        }
    }

    private Counter ignored(String why) {
        return ignored.computeIfAbsent(why, reason -> Counter.builder("hearth_messages_ignored")
                .description("messages that were not for us, by reason")
                .tag("service", key)
                .tag("reason", reason)
                .register(registry));
    }

    /** A device that goes on sending nonsense is one incident, told of once a minute. */
    private void letter(DeadLetter letter) {
        letters.get(letter.reason()).increment();
        unreported++;
        long now = System.nanoTime();
        if (now - lastWarning >= BETWEEN_WARNINGS) {
            LOG.warnf(
                    "messages dead-lettered count=%d last_topic=%s last_reason=%s last_detail=%s",
                    unreported, letter.topic(), letter.reason(), letter.detail());
            lastWarning = now;
            unreported = 0;
        }
    }
}
