package io.hearth.rules.engine;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.OwnReadings;
import io.hearth.rules.rule.SignalKey;
import io.hearth.runtime.bus.BusMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads events from the bus as far as rules care. */
final class EventReader {
    /** Base, events, device, service, profile, device, source. */
    private static final int LEAST_LEVELS = 6;

    private EventReader() {}

    /** What a message says. */
    sealed interface Read {
        /** Its readings, and that the device has reported, unless a rule wrote them. */
        record Samples(List<Sample> samples) implements Read {}

        /** Not an event, or not one of the device that the topic names. */
        record Unreadable(String reason) implements Read {}
    }

    static Read read(BusMessage message) {
        try {
            Envelope<AddEventRequest> envelope = EnvelopeCodec.decode(message.payload(), AddEventRequest.class);
            if (envelope.payload() == null || envelope.payload().event() == null) {
                return new Read.Unreadable("the envelope holds no event");
            }
            Event event = envelope.payload().event().completed();
            return isFrom(message.topic(), event)
                    ? new Read.Samples(samples(event, isOwn(message.topic())))
                    : new Read.Unreadable("the topic does not name the event's profile, device and source");
        } catch (RuntimeException malformed) {
            // Whatever it is, it must not come again for ever.
            return new Read.Unreadable(String.valueOf(malformed.getMessage()));
        }
    }

    /** The device that a topic names; empty when it is no topic of an event. */
    static Optional<String> device(String topic) {
        List<String> levels = Topics.levels(topic);
        return levels.size() >= LEAST_LEVELS ? Optional.of(levels.get(levels.size() - 2)) : Optional.empty();
    }

    /** EdgeX's check: the last three levels of the topic are the event's names, or it is somebody else's event. */
    private static boolean isFrom(String topic, Event event) {
        List<String> levels = Topics.levels(topic);
        int size = levels.size();
        return size >= LEAST_LEVELS
                && levels.get(size - 3).equals(event.profileName())
                && levels.get(size - 2).equals(event.deviceName())
                && levels.get(size - 1).equals(event.sourceName());
    }

    /** What a rule wrote is no sign of life of the device: it would end the silence that the rule tells of. */
    private static boolean isOwn(String topic) {
        List<String> levels = Topics.levels(topic);
        return levels.get(levels.size() - 4).equals(OwnReadings.SERVICE);
    }

    private static List<Sample> samples(Event event, boolean isOwn) {
        List<Sample> samples = new ArrayList<>(event.readings().size() + 1);
        for (Reading reading : event.readings()) {
            samples.add(sample(event.deviceName(), reading));
        }
        if (!isOwn) {
            samples.add(Sample.report(event.deviceName(), event.origin()));
        }
        return samples;
    }

    static Sample sample(String device, Reading reading) {
        SignalKey signal = new SignalKey(device, reading.resourceName());
        Optional<ValueType> type = ValueType.of(reading.valueType());
        return switch (reading.value()) {
            case ReadingValue.Simple(String text) ->
                type.isPresent() && type.get().isNumeric()
                        ? new Sample(signal, reading.origin(), text, Quantity.parse(type.get(), text))
                        : new Sample(signal, reading.origin(), text, Quantity.NOT_A_NUMBER, Sample.Kind.TEXT);
            case ReadingValue.Binary _, ReadingValue.ObjectValue _, ReadingValue.NullValue _ ->
                new Sample(signal, reading.origin(), "", Quantity.NOT_A_NUMBER, Sample.Kind.NONE);
        };
    }
}
