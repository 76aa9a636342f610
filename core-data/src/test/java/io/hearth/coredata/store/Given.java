package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingId;
import io.hearth.contracts.event.ReadingValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events as tests need them. */
public final class Given {
    /** 2026-11-21T10:00:00.123456789Z. */
    public static final long ORIGIN = 1_795_255_200_123_456_789L;

    private Given() {}

    /** An event whose id is computed from device and origin. */
    public static Event event(String device, long origin, String... values) {
        return event(EventId.of(device, origin), device, origin, values);
    }

    /** An event with an id of its own. */
    public static Event foreignEvent(String device, long origin, String... values) {
        return event(UUID.randomUUID(), device, origin, values);
    }

    public static Event event(UUID id, String device, long origin, String... values) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            readings.add(reading(device, "resource" + i, origin, new ReadingValue.Simple(values[i])));
        }
        return event(id, device, origin, readings);
    }

    public static Event event(UUID id, String device, long origin, List<Reading> readings) {
        return event(id, device, origin, readings, null);
    }

    public static Event event(UUID id, String device, long origin, List<Reading> readings, Map<String, Object> tags) {
        return new Event("v3", id.toString(), device, "profile", "source", origin, readings, tags);
    }

    /** The event as it is read: each reading has the id that follows from the event's and its place in it. */
    public static Event stored(Event event) {
        List<Reading> readings = new ArrayList<>();
        for (Reading reading : event.readings()) {
            UUID id = ReadingId.of(UUID.fromString(event.id()), readings.size());
            readings.add(new Reading(
                    id.toString(),
                    reading.origin(),
                    reading.deviceName(),
                    reading.resourceName(),
                    reading.profileName(),
                    reading.valueType(),
                    reading.units(),
                    reading.tags(),
                    reading.value()));
        }
        return new Event(
                event.apiVersion(),
                event.id(),
                event.deviceName(),
                event.profileName(),
                event.sourceName(),
                event.origin(),
                readings,
                event.tags());
    }

    public static Reading reading(String device, String resource, long origin, ReadingValue value) {
        return new Reading("", origin, device, resource, "profile", "Float64", "°C", null, value);
    }

    public static Reading binary(String device, String resource, long origin, ReadingValue value) {
        return new Reading("", origin, device, resource, "profile", "Binary", "", null, value);
    }
}
