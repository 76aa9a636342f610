package io.hearth.device.intake;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.device.mapping.Match;
import io.hearth.device.reading.Decoded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes the events of one message. Their ids are functions of the message, so that a redelivery makes the same ones: the first
 * event of a device that was measured when it arrived has the id that is computed from device and origin
 * (docs/decisions/0003); all others have one that is computed from more (docs/decisions/0017).
 */
final class EventMaker {
    private final long arrival;
    private final UnaryOperator<String> units;
    private final UsedValues before;
    private final List<UsedValues.Use> uses = new ArrayList<>(1);
    private final List<Event> events = new ArrayList<>(1);
    private final Map<String, Integer> byDevice = new HashMap<>(2);

    /** {@code before}: what was used of the message when it was read before. */
    EventMaker(long arrival, UnaryOperator<String> units, UsedValues before) {
        this.before = before;
        this.arrival = arrival;
        this.units = units;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** What was used of the message, now and before. */
    UsedValues used() {
        return before.and(uses);
    }

    /** Those of a part's values that were not used before. */
    List<Decoded.Value> fresh(UsedValues.Place place, List<Decoded.Value> values) {
        return before.isNone()
                ? values
                : values.stream()
                        .filter(value -> !before.has(place, value.binding().resource()))
                        .toList();
    }

    /** Passes over a part of the device all of which was used before; what follows it has the origin that it had. */
    void passOver(Match.Target target) {
        byDevice.merge(target.device().name(), 1, Integer::sum);
    }

    void add(Match.Target target, UsedValues.Place place, List<Decoded.Value> values) {
        uses.add(new UsedValues.Use(place, values));
        String device = target.device().name();
        String source = source(target, values);
        int number = byDevice.merge(device, 1, Integer::sum) - 1;
        // Events of one device that were measured at no time of their own follow one another.
        long arrived = arrival + number;
        long origin = origin(values, arrived);
        String id = origin == arrival && number == 0 && before.isNone()
                ? target.device().eventId(origin)
                : PartEventId.of(device, source, arrival, number, origin, before);
        String profile = target.device().device().profileName();
        List<Reading> readings = new ArrayList<>(values.size());
        for (Decoded.Value value : values) {
            readings.add(reading(device, profile, value, value.measured() == arrival ? arrived : value.measured()));
        }
        events.add(new Event(
                ApiVersion.V3,
                id,
                device,
                profile,
                source,
                origin,
                List.copyOf(readings),
                target.device().tags().of(source, target.captures())));
    }

    /** The newest of its readings is the time of an event. */
    private long origin(List<Decoded.Value> values, long arrived) {
        long newest = Long.MIN_VALUE;
        for (Decoded.Value value : values) {
            newest = Math.max(newest, value.measured() == arrival ? arrived : value.measured());
        }
        return newest;
    }

    /** Where parts name their resources, what is in the part says what it is. */
    private static String source(Match.Target target, List<Decoded.Value> values) {
        return target.group().picks()
                ? target.device()
                        .profile()
                        .orElseThrow()
                        .source(values.stream().map(Decoded.Value::binding).toList())
                : target.source();
    }

    private Reading reading(String device, String profile, Decoded.Value value, long measured) {
        return new Reading(
                "",
                measured,
                device,
                value.binding().resource(),
                profile,
                value.type().wireName(),
                units.apply(value.binding().units()),
                value.binding().tags(),
                value.value());
    }
}
