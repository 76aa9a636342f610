package io.hearth.coredata.store;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the events of one source have in common, kept once per device under a small number: everything but the values, the
 * origins and the id. Two events of a kind have equal definitions.
 *
 * @param tags         the event's tags as JSON, no octets when it has none
 * @param ownOrigins   whether some reading's origin differs from the event's, so that each reading has one of its own
 * @param slots        one per reading, in the order they were sent
 */
record Shape(String profileName, String sourceName, byte[] tags, boolean ownOrigins, List<Slot> slots) {
    private static final byte[] NO_TAGS = {};

    /**
     * One reading's part.
     *
     * @param mediaType   "" unless the value is binary
     * @param deviceName  "" when the same as the event's; likewise {@code profileName}
     * @param tags        JSON, no octets when there are none
     */
    record Slot(
            String resourceName,
            String valueType,
            String units,
            String mediaType,
            String deviceName,
            String profileName,
            byte[] tags) {
        private boolean isOf(Reading reading, Event event) {
            return resourceName.equals(reading.resourceName())
                    && valueType.equals(reading.valueType())
                    && units.equals(reading.units())
                    && mediaType.equals(Shape.mediaType(reading))
                    && deviceName.equals(differing(reading.deviceName(), event.deviceName()))
                    && profileName.equals(differing(reading.profileName(), event.profileName()))
                    && isJsonOf(tags, reading.tags());
        }
    }

    static Shape of(Event event) {
        boolean ownOrigins = false;
        List<Slot> slots = new ArrayList<>(event.readings().size());
        for (Reading reading : event.readings()) {
            ownOrigins |= reading.origin() != event.origin();
            slots.add(slot(reading, event));
        }
        return new Shape(event.profileName(), event.sourceName(), json(event.tags()), ownOrigins, slots);
    }

    /** Whether the shape of this event is this one, without making it. */
    boolean isOf(Event event) {
        List<Reading> readings = event.readings();
        if (readings.size() != slots.size()
                || !profileName.equals(event.profileName())
                || !sourceName.equals(event.sourceName())
                || !isJsonOf(tags, event.tags())) {
            return false;
        }
        boolean ownOrigin = false;
        for (int i = 0; i < slots.size(); i++) {
            Reading reading = readings.get(i);
            if (!slots.get(i).isOf(reading, event)) {
                return false;
            }
            ownOrigin |= reading.origin() != event.origin();
        }
        return ownOrigin == ownOrigins;
    }

    private static Slot slot(Reading reading, Event event) {
        return new Slot(
                reading.resourceName(),
                reading.valueType(),
                reading.units(),
                mediaType(reading),
                differing(reading.deviceName(), event.deviceName()),
                differing(reading.profileName(), event.profileName()),
                json(reading.tags()));
    }

    private static String mediaType(Reading reading) {
        return reading.value() instanceof ReadingValue.Binary binary ? binary.mediaType() : "";
    }

    private static boolean isJsonOf(byte[] json, Map<String, Object> tags) {
        return tags.isEmpty() ? json.length == 0 : Arrays.equals(json, json(tags));
    }

    private static String differing(String own, String common) {
        return own.equals(common) ? "" : own;
    }

    private static byte[] json(Map<String, Object> tags) {
        return tags.isEmpty() ? NO_TAGS : Json.bytes(tags);
    }

    byte[] definition() {
        Packer out = new Packer()
                .octet(ownOrigins ? 1 : 0)
                .text(profileName)
                .text(sourceName)
                .bytes(tags)
                .unsigned(slots.size());
        for (Slot slot : slots) {
            out.text(slot.resourceName)
                    .text(slot.valueType)
                    .text(slot.units)
                    .text(slot.mediaType)
                    .text(slot.deviceName)
                    .text(slot.profileName)
                    .bytes(slot.tags);
        }
        return out.toBytes();
    }

    static Shape parse(byte[] definition) {
        Unpacker in = new Unpacker(definition, 0);
        boolean ownOrigins = in.octet() == 1;
        String profileName = in.text();
        String sourceName = in.text();
        byte[] tags = in.bytes();
        int size = (int) in.unsigned();
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            slots.add(new Slot(in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.bytes()));
        }
        return new Shape(profileName, sourceName, tags, ownOrigins, slots);
    }

    /** How many readings of each resource an event of this shape has. */
    Map<String, Integer> readingsByResource() {
        Map<String, Integer> readings = new LinkedHashMap<>();
        slots.forEach(slot -> readings.merge(slot.resourceName, 1, Integer::sum));
        return readings;
    }
}
