package io.hearth.coredata.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.ApiVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as octets and back. An entry is: the id, 16 octets, only when it is not computed from the place; the shape's
 * number (0: the definition itself follows); then the body that {@link #body} writes. add.lua puts these together, since
 * only there the number is known. {@link #VERSION} goes with every entry, as the stream's field name, where it costs nothing.
 */
final class Packing {
    static final String VERSION = "1";
    static final int ID_LENGTH = 16;

    private static final TypeReference<Map<String, Object>> TAGS = new TypeReference<>() {};

    private Packing() {}

    /** Per reading: how far its origin is from the event's, when the shape says that some are; and its value. */
    static byte[] body(Event event, Shape shape) {
        Packer out = new Packer();
        for (Reading reading : event.readings()) {
            if (shape.ownOrigins()) {
                out.signed(reading.origin() - event.origin());
            }
            ValuePacking.pack(reading.value(), out);
        }
        return out.toBytes();
    }

    static byte[] id(UUID id) {
        return ByteBuffer.allocate(ID_LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static UUID id(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        return new UUID(in.getLong(), in.getLong());
    }

    /** An event as a member of the late set: its place, the format's version, its entry. */
    static byte[] lateMember(Packed event) {
        return ByteBuffer.allocate(Place.LATE_KEY_LENGTH + VERSION.length() + event.entry.length)
                .put(event.place.lateKey())
                .put(VERSION.getBytes(StandardCharsets.US_ASCII))
                .put(event.entry)
                .array();
    }

    /** An entry whose shape is known and whose values are not yet unpacked. */
    static Packed open(String deviceName, Place place, byte[] entry, Map<Long, Shape> shapes) {
        Unpacker in = new Unpacker(entry, place.hasComputedId() ? 0 : ID_LENGTH);
        long number = in.unsigned();
        Shape shape = number == 0 ? Shape.parse(in.bytes()) : shapes.get(number);
        if (shape == null) {
            throw new IllegalStateException(
                    "event " + place + " of device " + deviceName + " refers to the unknown shape " + number);
        }
        return new Packed(deviceName, place, entry, shape, in);
    }

    /** An event found, not yet unpacked: passing over it costs little. */
    record Packed(String deviceName, Place place, byte[] entry, Shape shape, Unpacker body) {

        UUID id() {
            if (place.hasComputedId()) {
                return EventId.of(deviceName, place.origin());
            }
            ByteBuffer id = ByteBuffer.wrap(entry, 0, ID_LENGTH);
            return new UUID(id.getLong(), id.getLong());
        }

        /** The number of its shape; 0 when the entry holds the definition itself. */
        long shapeNumber() {
            return new Unpacker(entry, place.hasComputedId() ? 0 : ID_LENGTH).unsigned();
        }

        /** How many of its readings are of this resource; of any, when none is named. */
        int readings(Optional<String> resource) {
            return resource.map(name -> (int) shape.slots().stream()
                            .filter(slot -> slot.resourceName().equals(name))
                            .count())
                    .orElse(shape.slots().size());
        }

        /** The whole event, its readings newest first as EdgeX answers them. To be called once. */
        Event event() {
            return new Event(
                    ApiVersion.V3,
                    id().toString(),
                    deviceName,
                    shape.profileName(),
                    shape.sourceName(),
                    place.origin(),
                    unpack(),
                    tags(shape.tags()));
        }

        private List<Reading> unpack() {
            List<Reading> readings = new ArrayList<>(shape.slots().size());
            for (Shape.Slot slot : shape.slots()) {
                long origin = place.origin() + (shape.ownOrigins() ? body.signed() : 0);
                readings.add(new Reading(
                        "",
                        origin,
                        slot.deviceName().isEmpty() ? deviceName : slot.deviceName(),
                        slot.resourceName(),
                        slot.profileName().isEmpty() ? shape.profileName() : slot.profileName(),
                        slot.valueType(),
                        slot.units(),
                        tags(slot.tags()),
                        ValuePacking.unpack(body, slot.mediaType())));
            }
            readings.sort(Comparator.comparingLong(Reading::origin).reversed());
            return readings;
        }

        private static Map<String, Object> tags(byte[] json) {
            try {
                return json.length == 0 ? Map.of() : Json.mapper().readValue(json, TAGS);
            } catch (IOException damaged) {
                throw new UncheckedIOException("stored tags are not JSON", damaged);
            }
        }
    }
}
