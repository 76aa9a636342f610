package io.hearth.coredata.event;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.coredata.BusIntake;
import io.hearth.coredata.DataConfig;
import io.hearth.coredata.DataMetrics;
import io.hearth.coredata.deadletter.DeadLetters;
import io.hearth.coredata.deadletter.PutAside;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.bus.BusMessage;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Events from the bus, of any device service. The broker gets its acknowledgement when Redis has replied: then each message
 * is stored, known to be stored, or kept as a dead letter.
 */
@Singleton
public class BusEvents extends BusIntake {
    static final String CHANNEL = "cd-events";

    private final Ingestion ingestion;
    private final DeadLetters deadLetters;
    private final DataMetrics metrics;

    BusEvents(
            @Channel(CHANNEL) Multi<Message<byte[]>> channel,
            BusConfig bus,
            DataConfig config,
            Ingestion ingestion,
            DeadLetters deadLetters,
            DataMetrics metrics) {
        super(CHANNEL, channel, bus, config.store().rest());
        this.ingestion = ingestion;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /** Stores what a batch of messages holds, and puts the rest aside. */
    @Override
    protected void handle(List<BusMessage> batch) {
        List<Arrival> arrivals = new ArrayList<>(batch.size());
        List<BusMessage> readable = new ArrayList<>(batch.size());
        List<PutAside> dead = new ArrayList<>();
        int unreadable = 0;
        for (BusMessage message : batch) {
            try {
                arrivals.add(decode(message));
                readable.add(message);
            } catch (RuntimeException malformed) {
                // Whatever it is, it must not come again for ever.
                unreadable++;
                dead.add(deadLetter(message, Outcome.Reason.MALFORMED, malformed.getMessage()));
            }
        }
        List<Outcome> outcomes = ingestion.ingest(arrivals);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Rejected(Outcome.Reason reason, String detail)) {
                dead.add(deadLetter(readable.get(i), reason, detail));
            }
        }
        deadLetters.keep(dead);
        metrics.received(unreadable);
        dead.forEach(letter -> metrics.deadLetter(letter.letter().reason()));
    }

    private static Arrival decode(BusMessage message) {
        EventAddress from = EventAddress.ofTopic(message.topic())
                .orElseThrow(() -> new MalformedEnvelope(
                        "topic has too few levels, allowed is <base>/events/device/<service>/<profile>/<device>/<source>",
                        null));
        AddEventRequest request =
                EnvelopeCodec.decode(message.payload(), AddEventRequest.class).payload();
        if (request == null) {
            throw new MalformedEnvelope("the envelope has no payload", null);
        }
        return new Arrival(from, request);
    }

    private PutAside deadLetter(BusMessage message, Outcome.Reason reason, String detail) {
        return deadLetters.of(message, reason.label(), detail);
    }
}
