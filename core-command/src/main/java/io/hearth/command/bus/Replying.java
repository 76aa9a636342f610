package io.hearth.command.bus;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jboss.logging.Logger;

/** Publishes answers on the bus until the broker has them; what cannot be answered becomes a dead letter with the reason. */
@Singleton
public class Replying {
    private static final Logger LOG = Logger.getLogger(Replying.class);
    private static final String SERVICE = "core-command";
    /** How much of a message is kept in its dead letter. */
    private static final int KEPT_BYTES = 4096;

    private final Bus bus;
    private final MeterRegistry metrics;
    private volatile boolean stopping;

    Replying(Bus bus, MeterRegistry metrics) {
        this.bus = bus;
        this.metrics = metrics;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Counts a request that came. */
    public void received() {
        metrics.counter("hearth_messages_received_total", "service", SERVICE).increment();
    }

    /** Publishes a reply, then says done. Without a broker nothing is acknowledged, and all of it waits. */
    void reply(String topic, Envelope<?> reply, Runnable done) {
        publish(topic, EnvelopeCodec.encode(reply), done);
    }

    /** Puts a message aside that nobody can be answered, with the reason, then says done. */
    public void deadLetter(BusMessage message, String reason, String detail, Runnable done) {
        metrics.counter("hearth_dead_letters_total", "service", SERVICE, "reason", reason)
                .increment();
        byte[] head = Arrays.copyOf(message.payload(), Math.min(KEPT_BYTES, message.payload().length));
        Instant now = Instant.now();
        DeadLetter letter = new DeadLetter(
                SERVICE,
                message.topic(),
                reason,
                detail,
                Base64.getEncoder().encodeToString(head),
                message.payload().length,
                now.getEpochSecond() * 1_000_000_000L + now.getNano());
        publish(bus.topics().deadLetters(SERVICE), EnvelopeCodec.encode(Envelope.event(letter)), done);
    }

    private void publish(String topic, byte[] bytes, Runnable done) {
        bus.publish(topic, bytes).whenComplete((sent, failure) -> {
            if (failure == null) {
                done.run();
            } else {
                Thread.startVirtualThread(() -> publishAgain(topic, bytes, done));
            }
        });
    }

    private void publishAgain(String topic, byte[] bytes, Runnable done) {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
        while (!stopping) {
            try {
                Thread.sleep(backoff.next());
                bus.publishAndWait(topic, bytes);
                done.run();
                return;
            } catch (RuntimeException notNow) {
                LOG.debugf("reply waits for the broker topic=%s reason=%s", topic, notNow);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }
}
