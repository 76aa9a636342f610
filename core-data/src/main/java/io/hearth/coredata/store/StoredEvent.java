package io.hearth.coredata.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingId;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.coredata.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An event that was found. It is unpacked when somebody asks for its readings: passing over it costs little. */
public final class StoredEvent {
    private static final TypeReference<Map<String, Object>> TAGS = new TypeReference<>() {};
    private static final byte[] BEFORE_ID = new JsonText()
            .octet('{')
            .name("apiVersion")
            .text(ApiVersion.V3)
            .octet(',')
            .name("id")
            .octet('"')
            .toBytes();
    private static final byte[] READINGS =
            new JsonText().octet(',').name("readings").octet('[').toBytes();

    private final StoredDevice device;
    private final Place place;
    private final byte[] octets;
    private final int from;
    private final StoredShape shape;
    private final int bodyAt;
    private List<StoredReading> readings;

    StoredEvent(StoredDevice device, Place place, byte[] octets, int from, StoredShape shape, int bodyAt) {
        this.device = device;
        this.place = place;
        this.octets = octets;
        this.from = from;
        this.shape = shape;
        this.bodyAt = bodyAt;
    }

    StoredDevice device() {
        return device;
    }

    Place place() {
        return place;
    }

    StoredShape shape() {
        return shape;
    }

    /** The resource or command it came from; "" when that was not said. */
    public String sourceName() {
        return shape.shape().sourceName();
    }

    /** The event's id: computed from device and place, or its own. */
    public UUID id() {
        if (place.hasComputedId()) {
            return EventId.of(device.number(), place.origin());
        }
        ByteBuffer id = ByteBuffer.wrap(octets, from, Packing.ID_LENGTH);
        return new UUID(id.getLong(), id.getLong());
    }

    /** The octets of its entry, from its id to its last value. */
    byte[] entry() {
        return Arrays.copyOfRange(octets, from, octets.length);
    }

    /** The number of its shape; 0 when the entry holds the definition itself. */
    long shapeNumber() {
        return new Unpacker(octets, place.hasComputedId() ? from : from + Packing.ID_LENGTH).unsigned();
    }

    /** The newest that one of its readings can be, Unix ns. */
    long newestReading() {
        return ReadingsNewestFirst.plus(place.origin(), device.skew());
    }

    /** How many octets are held as long as it is. */
    int heldOctets() {
        return octets.length;
    }

    /** Its readings in the order in which they were sent. */
    List<StoredReading> readings() {
        if (readings == null) {
            Unpacker body = new Unpacker(octets, bodyAt);
            boolean ownOrigins = shape.shape().ownOrigins();
            int size = shape.slots().size();
            List<StoredReading> unpacked = new ArrayList<>(size);
            for (int slot = 0; slot < size; slot++) {
                long origin = place.origin() + (ownOrigins ? body.signed() : 0);
                String mediaType = shape.shape().slots().get(slot).mediaType();
                unpacked.add(new StoredReading(this, slot, origin, ValuePacking.unpack(body, mediaType)));
            }
            readings = unpacked;
        }
        return readings;
    }

    /** Its readings, newest first as EdgeX answers them. */
    public List<StoredReading> readingsNewestFirst() {
        if (!shape.shape().ownOrigins()) {
            return readings();
        }
        return readings().stream()
                .sorted(Comparator.comparingLong(StoredReading::origin).reversed())
                .toList();
    }

    /** The whole event, its readings newest first. */
    public Event event() {
        List<Reading> whole =
                readingsNewestFirst().stream().map(StoredReading::reading).toList();
        Shape common = shape.shape();
        return new Event(
                ApiVersion.V3,
                id().toString(),
                device.name(),
                common.profileName(),
                common.sourceName(),
                place.origin(),
                whole,
                tags(common.tags()));
    }

    /** Writes it as {@link #event} would be written. */
    public void writeTo(JsonText out, boolean numeric) {
        out.raw(BEFORE_ID).uuid(id()).octet('"').octet(',').raw(device.json());
        out.raw(shape.beforeOrigin()).number(place.origin()).raw(READINGS);
        if (shape.shape().ownOrigins()) {
            writeReadings(out, numeric);
        } else {
            writePacked(out, numeric);
        }
        out.raw(shape.behind());
    }

    private void writeReadings(JsonText out, boolean numeric) {
        boolean first = true;
        for (StoredReading reading : readingsNewestFirst()) {
            if (!first) {
                out.octet(',');
            }
            first = false;
            reading.writeTo(out, numeric);
        }
    }

    /** Lists of events are mostly this: each value goes from the entry's octets straight to the answer's. */
    private void writePacked(JsonText out, boolean numeric) {
        Unpacker in = new Unpacker(octets, bodyAt);
        UUID id = id();
        byte[] origin = new JsonText()
                .raw(StoredReading.ORIGIN)
                .number(place.origin())
                .octet(',')
                .toBytes();
        List<StoredShape.Slot> slots = shape.slots();
        for (int slot = 0; slot < slots.size(); slot++) {
            if (slot > 0) {
                out.octet(',');
            }
            StoredShape.Slot common = slots.get(slot);
            out.raw(StoredReading.BEFORE_ID)
                    .uuid(ReadingId.of(id, slot))
                    .raw(origin)
                    .raw(common.device().length == 0 ? device.json() : common.device())
                    .raw(common.fields());
            if (!ValuePacking.write(in, numeric && common.numeric(), out)) {
                Shape.Slot part = shape.shape().slots().get(slot);
                StoredReading.writeValue(ValuePacking.unpack(in, part.mediaType()), part, common, out, numeric);
            }
            out.octet('}');
        }
    }

    static Map<String, Object> tags(byte[] json) {
        try {
            return json.length == 0 ? Map.of() : Json.mapper().readValue(json, TAGS);
        } catch (IOException damaged) {
            throw new UncheckedIOException("stored tags are not JSON", damaged);
        }
    }

    /** How many of its readings are selected. */
    long selected(Selection selection) {
        if (device.skew() == 0
                || !shape.shape().ownOrigins() && selection.range().contains(place.origin())) {
            return shape.selected(selection);
        }
        return readings().stream()
                .filter(reading -> selection.wants(reading.resourceName()))
                .filter(reading -> selection.range().contains(ReadingsNewestFirst.time(reading)))
                .count();
    }
}
