package io.hearth.coredata.deadletter;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.coredata.DataMetrics;
import io.hearth.runtime.bus.BatchConsumer;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.bus.BusMessage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Dead letters that other services send over the bus. They have counted them; one that cannot be read is ours. */
@ApplicationScoped
public class BusDeadLetters {
    static final String CHANNEL = "cd-dead-letters";
    private static final String MALFORMED = "malformed";

    private final Multi<Message<byte[]>> channel;
    private final BusConfig bus;
    private final DeadLetters deadLetters;
    private final DataMetrics metrics;
    private BatchConsumer consumer;

    BusDeadLetters(
            @Channel(CHANNEL) Multi<Message<byte[]>> channel,
            BusConfig bus,
            DeadLetters deadLetters,
            DataMetrics metrics) {
        this.channel = channel;
        this.bus = bus;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        consumer = BatchConsumer.start(CHANNEL, channel, bus.consumer(), this::handle);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (consumer != null) {
            consumer.close();
        }
    }

    void handle(List<BusMessage> batch) {
        List<DeadLetter> letters = new ArrayList<>(batch.size());
        int unreadable = 0;
        for (BusMessage message : batch) {
            try {
                letters.add(read(message));
            } catch (RuntimeException malformed) {
                letters.add(deadLetters.of(message, MALFORMED, malformed.getMessage()));
                unreadable++;
            }
        }
        deadLetters.keep(letters);
        for (int i = 0; i < unreadable; i++) {
            metrics.deadLetter(MALFORMED);
        }
    }

    private static DeadLetter read(BusMessage message) {
        DeadLetter letter =
                EnvelopeCodec.decode(message.payload(), DeadLetter.class).payload();
        if (letter == null) {
            throw new MalformedEnvelope("the envelope has no payload", null);
        }
        return letter;
    }
}
