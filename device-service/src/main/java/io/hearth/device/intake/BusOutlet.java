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
import io.hearth.device.DeviceDoor;
import java.util.Map;
import java.util.function.Consumer;

/** Events and dead letters as messages for the bus. */
public final class BusOutlet {
    private final Topics topics;
    private final Topics escaped;
    private final Consumer<Event> events;

    /** Messages with these topics. */
    public BusOutlet(Topics topics) {
        this(topics, event -> {});
    }

    /** Messages with these topics; {@code events} is told of each event that goes out, quickly. */
    public BusOutlet(Topics topics, Consumer<Event> events) {
        this.events = events;
        this.topics = topics;
        this.escaped = new Topics(topics.base(), true);
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
        String topic =
                topicsFor(event).event(DeviceDoor.KEY, event.profileName(), event.deviceName(), event.sourceName());
        Outgoing outgoing = new Outgoing(Topic.of(topic).text(), EnvelopeCodec.encode(envelope));
        events.accept(event);
        return outgoing;
    }

    /** A dead letter. */
    public Outgoing letter(DeadLetter letter) {
        return new Outgoing(topics.deadLetters(DeviceDoor.KEY), EnvelopeCodec.encode(Envelope.event(letter)));
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

    /** A name with a separator or wildcard would be another topic or none; receivers undo the encoding in any case. */
    private Topics topicsFor(Event event) {
        boolean plain = isPlain(event.profileName()) && isPlain(event.deviceName()) && isPlain(event.sourceName());
        return plain ? topics : escaped;
    }

    private static boolean isPlain(String name) {
        return name.indexOf('/') < 0 && name.indexOf('+') < 0 && name.indexOf('#') < 0;
    }
}
