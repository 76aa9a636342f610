package io.hearth.coredata.event;

import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.InvalidValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.runtime.validate.Validate;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds an event against EdgeX's contract and against where it was sent, and brings it into the form it is stored in: what a
 * sender left out to save bytes filled in, value types in their usual letter case, numbers in canonical form.
 */
@Singleton
public class EventCheck {
    private final Validate validate;

    EventCheck(Validate validate) {
        this.validate = validate;
    }

    /** The result of a check. */
    sealed interface Checked {}

    /** Can be stored as it is here. */
    record Good(Event event) implements Checked {}

    /** Can never be stored. */
    record Bad(Outcome.Rejected why) implements Checked {}

    Checked of(Arrival arrival) {
        AddEventRequest given = arrival.request();
        if (given.event() == null) {
            return bad(Outcome.Reason.INVALID, "AddEventRequest.event field is required");
        }
        Event event = given.event().completed();
        AddEventRequest completed = new AddEventRequest(given.apiVersion(), given.requestId(), event);
        Optional<String> problem = validate.problem(completed);
        if (problem.isPresent()) {
            return bad(Outcome.Reason.INVALID, problem.get());
        }
        if (event.origin() < 0) {
            return bad(
                    Outcome.Reason.INVALID,
                    "event.origin is " + event.origin() + ", allowed is 1 to " + Long.MAX_VALUE);
        }
        return arrival.from()
                .difference(event)
                .map(difference -> bad(Outcome.Reason.WRONG_ADDRESS, difference))
                .orElseGet(() -> canonical(event));
    }

    private static Checked canonical(Event event) {
        try {
            List<Reading> readings = new ArrayList<>(event.readings().size());
            boolean changed = false;
            for (Reading reading : event.readings()) {
                Reading canonical = canonical(reading);
                changed |= canonical != reading;
                readings.add(canonical);
            }
            return new Good(changed ? with(readings, event) : event);
        } catch (InvalidValue invalid) {
            return bad(Outcome.Reason.INVALID, invalid.getMessage());
        }
    }

    private static Event with(List<Reading> readings, Event event) {
        return new Event(
                event.apiVersion(),
                event.id(),
                event.deviceName(),
                event.profileName(),
                event.sourceName(),
                event.origin(),
                List.copyOf(readings),
                event.tags());
    }

    /** The reading itself when it is canonical already. */
    private static Reading canonical(Reading reading) {
        ValueType type = ValueType.of(reading.valueType())
                .orElseThrow(() -> new InvalidValue(reading.valueType(), "one of EdgeX's value types"));
        ReadingValue value = canonical(reading.value(), type);
        return value == reading.value() && type.wireName().equals(reading.valueType())
                ? reading
                : new Reading(
                        reading.id(),
                        reading.origin(),
                        reading.deviceName(),
                        reading.resourceName(),
                        reading.profileName(),
                        type.wireName(),
                        reading.units(),
                        reading.tags(),
                        value);
    }

    private static ReadingValue canonical(ReadingValue value, ValueType type) {
        if (value instanceof ReadingValue.Simple(String text)) {
            String canonical = type.canonical(text);
            return canonical.equals(text) ? value : new ReadingValue.Simple(canonical);
        }
        return value;
    }

    private static Checked bad(Outcome.Reason reason, String detail) {
        return new Bad(new Outcome.Rejected(reason, detail));
    }
}
