package io.hearth.device.intake;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.device.ServiceKey;
import io.hearth.device.reading.Reason;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.runtime.bus.BatchConsumer;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads dead letters of ours again, when core-data says so: as the message that came then, at its broker and at its time, and
 * of it only what was not used then. A replay is acknowledged when what came of it is on the bus. That it can come twice does
 * no harm: it makes the same events.
 */
@Singleton
class Replays {
    private static final String CHANNEL = "ds-replays";
    /** How many are in the intake's queue at once, beside what devices send. */
    private static final int AT_ONCE = 100;

    private final IntakeLife intake;
    private final DeviceCatalog catalog;
    private final BusOutlet outlet;
    private final Bus bus;
    private final Clock clock = Clock.systemUTC();
    private BatchConsumer consumer;

    Replays(IntakeLife intake, DeviceCatalog catalog, BusOutlet outlet, Bus bus) {
        this.intake = intake;
        this.catalog = catalog;
        this.outlet = outlet;
        this.bus = bus;
    }

    void start(@Observes StartupEvent event, @Channel(CHANNEL) Multi<Message<byte[]>> channel) {
        consumer = BatchConsumer.start(CHANNEL, channel, bus.consumerLimits(), this::again);
    }

    void stop(@Observes ShutdownEvent event) {
        if (consumer != null) {
            consumer.close();
        }
    }

    private void again(List<BusMessage> batch) throws InterruptedException, ExecutionException {
        // What is read while the devices are not known would be taken for a stranger's.
        catalog.awaitLoaded();
        for (int from = 0; from < batch.size(); from += AT_ONCE) {
            List<CompletableFuture<Void>> reading = new ArrayList<>(AT_ONCE);
            for (BusMessage message : batch.subList(from, Math.min(batch.size(), from + AT_ONCE))) {
                reading.add(again(message));
            }
            for (CompletableFuture<Void> one : reading) {
                one.get();
            }
        }
    }

    /** Done when it is taken care of. */
    private CompletableFuture<Void> again(BusMessage replay) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        DeadLetter letter;
        DeviceMessage message;
        try {
            letter = EnvelopeCodec.decode(replay.payload(), DeadLetter.class).payload();
            if (letter == null || letter.topic() == null || letter.payload() == null) {
                throw new MalformedEnvelope("the replay has no dead letter with topic and payload", null);
            }
            message = message(letter, clock.millis(), () -> done.complete(null));
        } catch (MalformedEnvelope | IllegalArgumentException unreadable) {
            return put(unreadable(replay, unreadable.getMessage()));
        }
        // Of a broker that is no longer there it stays in the list, for when it is back.
        return intake.again(letter.broker(), message) ? done : put(letter);
    }

    /** The message that a letter keeps; {@code now}: Unix ms. */
    static DeviceMessage message(DeadLetter letter, long now, Runnable done) {
        long age = TimeUnit.MILLISECONDS.toNanos(now) - letter.time();
        return new DeviceMessage(
                letter.topic(),
                Base64.getDecoder().decode(letter.payload()),
                0,
                false,
                OptionalLong.of(letter.time()),
                done,
                Optional.empty(),
                // It proves nothing of a command that was given since.
                System.nanoTime() - Math.max(0, age),
                false,
                Optional.empty(),
                UsedValues.of(letter.used()));
    }

    private DeadLetter unreadable(BusMessage replay, String why) {
        return new DeadLetter(
                ServiceKey.BASE,
                replay.topic(),
                Reason.INTERNAL.wireName(),
                why,
                Base64.getEncoder().encodeToString(replay.payload()),
                replay.payload().length,
                TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    private CompletableFuture<Void> put(DeadLetter letter) {
        BusOutlet.Outgoing outgoing = outlet.letter(letter);
        return bus.publish(outgoing.topic(), outgoing.payload());
    }
}
