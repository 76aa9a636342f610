package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * An event as octets and back. An entry is: the id, 16 octets, only when it is not computed from the place; the shape's
 * number (0: the definition itself follows); then the body that {@link #body} writes. add.lua puts these together, since
 * only there the number is known. {@link #VERSION} goes with every entry, as the stream's field name, where it costs nothing.
 */
final class Packing {
    static final String VERSION = "1";
    static final int ID_LENGTH = 16;

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
    static byte[] lateMember(StoredEvent event) {
        byte[] entry = event.entry();
        return ByteBuffer.allocate(Place.LATE_KEY_LENGTH + VERSION.length() + entry.length)
                .put(event.place().lateKey())
                .put(VERSION.getBytes(StandardCharsets.US_ASCII))
                .put(entry)
                .array();
    }

    /**
     * An entry whose shape is known and whose values are not yet unpacked.
     *
     * @param octets holds the entry from {@code from} to its end
     * @param shapes those of the device by their number
     */
    static StoredEvent open(
            StoredDevice device,
            Place place,
            byte[] octets,
            int from,
            Map<Long, StoredShape> shapes,
            KnownShapes known) {
        Unpacker in = new Unpacker(octets, place.hasComputedId() ? from : from + ID_LENGTH);
        StoredShape shape = shape(in, place, shapes, known);
        return new StoredEvent(device, place, octets, from, shape, in.position());
    }

    /** The shape of an entry, of which nothing else is looked at. */
    static StoredShape shape(Place place, byte[] octets, int from, Map<Long, StoredShape> shapes, KnownShapes known) {
        Unpacker in = new Unpacker(octets, place.hasComputedId() ? from : from + ID_LENGTH);
        return shape(in, place, shapes, known);
    }

    private static StoredShape shape(Unpacker in, Place place, Map<Long, StoredShape> shapes, KnownShapes known) {
        long number = in.unsigned();
        StoredShape shape = number == 0 ? known.of(in.bytes()) : shapes.get(number);
        if (shape == null) {
            throw new IllegalStateException("event " + place + " refers to the unknown shape " + number);
        }
        return shape;
    }
}
