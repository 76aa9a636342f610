package io.hearth.device.intake;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.device.mapping.Match;
import io.hearth.device.reading.Decoded;
import java.util.ArrayList;
import java.util.Collections;
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
    private final List<Event> events = new ArrayList<>(1);
    private final Map<String, Integer> byDevice = new HashMap<>(2);

    EventMaker(long arrival, UnaryOperator<String> units) {
        this.arrival = arrival;
        this.units = units;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    void add(Match.Target target, List<Decoded.Value> values) {
        String device = target.device().name();
        String source = source(target, values);
        int before = byDevice.merge(device, 1, Integer::sum) - 1;
        // Events of one device that were measured at no time of their own follow one another.
        long arrived = arrival + before;
        long origin = origin(values, arrived);
        String id = origin == arrival && before == 0
                ? target.device().eventId(origin)
                : PartEventId.of(device, source, arrival, before, origin);
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
                Collections.unmodifiableMap(target.captures())));
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
                Map.of(),
                value.value());
    }
}
