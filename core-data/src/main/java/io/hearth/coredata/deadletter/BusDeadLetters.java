package io.hearth.coredata.deadletter;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.coredata.BusIntake;
import io.hearth.coredata.DataMetrics;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.bus.BusMessage;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Dead letters that other services send over the bus. They have counted them; one that cannot be read is ours. */
@Singleton
public class BusDeadLetters extends BusIntake {
    static final String CHANNEL = "cd-dead-letters";
    private static final String MALFORMED = "malformed";

    private final DeadLetters deadLetters;
    private final DataMetrics metrics;

    BusDeadLetters(
            @Channel(CHANNEL) Multi<Message<byte[]>> channel,
            BusConfig bus,
            DeadLetters deadLetters,
            DataMetrics metrics) {
        super(CHANNEL, channel, bus);
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /** Keeps the letters of a batch. */
    @Override
    protected void handle(List<BusMessage> batch) {
        List<PutAside> letters = new ArrayList<>(batch.size());
        int unreadable = 0;
        for (BusMessage message : batch) {
            try {
                letters.add(new PutAside(message.key(), read(message)));
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
        if (letter.payload() != null) {
            // Not base64 is an IllegalArgumentException, and the letter itself a dead one.
            Base64.getDecoder().decode(letter.payload());
        }
        return letter;
    }
}
