package io.hearth.device.intake;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topic;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.device.ServiceKey;
import java.util.Map;
import java.util.function.Consumer;

/** Events and dead letters as messages for the bus. */
public final class BusOutlet {
    private final String key;
    private final Topics topics;
    private final Consumer<Event> events;

    /** Messages of the service without an instance's name, with these topics. */
    public BusOutlet(Topics topics) {
        this(ServiceKey.ALONE, topics, event -> {});
    }

    /** Messages of this service with these topics; {@code events} is told of each event that goes out, quickly. */
    public BusOutlet(ServiceKey service, Topics topics, Consumer<Event> events) {
        this.key = service.value();
        this.events = events;
        this.topics = topics;
    }

    /**
     * A message for the bus.
     *
     * @param topic   where to
     * @param payload the envelope's bytes
     */
    public record Outgoing(String topic, byte[] payload) {}

    /**
     * An event, as EdgeX's device services send it: JSON, or CBOR when it holds bytes.
     *
     * @throws IllegalArgumentException when its names are too long for a topic
     */
    public Outgoing event(Event event) {
        String type = holdsBytes(event) ? Envelope.CBOR : Envelope.JSON;
        // The event's own id serves as correlation id: the same event sent again is the same message.
        Envelope<AddEventRequest> envelope = new Envelope<>(
                ApiVersion.V3, "", event.id(), "", 0, AddEventRequest.of(event), "", type, Map.of(), null);
        String topic = topics.event(key, event.profileName(), event.deviceName(), event.sourceName());
        Outgoing outgoing = new Outgoing(Topic.of(topic).text(), EnvelopeCodec.encode(envelope));
        events.accept(event);
        return outgoing;
    }

    /** A dead letter, which says of which service it is: ours. */
    public Outgoing letter(DeadLetter letter) {
        DeadLetter ours = new DeadLetter(
                key,
                letter.topic(),
                letter.reason(),
                letter.detail(),
                letter.payload(),
                letter.payloadSize(),
                letter.time(),
                letter.broker(),
                letter.used());
        return new Outgoing(topics.deadLetters(key), EnvelopeCodec.encode(Envelope.event(ours)));
    }

    /** Whether a reading of the event holds bytes, which travel as CBOR. */
    public static boolean holdsBytes(Event event) {
        for (Reading reading : event.readings()) {
            if (reading.value() instanceof ReadingValue.Binary) {
                return true;
            }
        }
        return false;
    }
}
