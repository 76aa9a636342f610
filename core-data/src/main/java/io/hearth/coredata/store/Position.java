package io.hearth.coredata.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where an item stands in a list, for reading on behind it: newest first, then by device, then by its place in the event. It
 * stays true whatever is added or removed.
 *
 * @param time   what the item is ordered by, Unix ns
 * @param place  that of its event
 * @param device the event's device
 * @param slot   the reading's position in the event; 0 for events
 */
record Position(long time, Place place, String device, int slot) implements Comparable<Position> {
    private static final int VERSION = 1;
    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::time)
            .thenComparing(Position::place)
            .reversed()
            .thenComparing(Position::device)
            .thenComparingInt(Position::slot);

    static Position of(StoredEvent event) {
        return new Position(
                event.place().origin(), event.place(), event.device().name(), 0);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /**
     * The position as an opaque text.
     *
     * @param list what list it is in: no other takes the text
     */
    String cursor(String list) {
        byte[] octets = new Packer()
                .octet(VERSION)
                .unsigned(digest(list))
                .unsigned(place.millis())
                .unsigned(place.sequence())
                .signed(time - place.origin())
                .unsigned(slot)
                .text(device)
                .toBytes();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** The position that a text of {@link #cursor} stands for; empty when it is none, or one of another list. */
    static Optional<Position> parse(String cursor, String list) {
        try {
            Unpacker in = new Unpacker(Base64.getUrlDecoder().decode(cursor), 0);
            if (in.octet() != VERSION || in.unsigned() != digest(list)) {
                return Optional.empty();
            }
            Place place = new Place(in.unsigned(), in.unsigned());
            long time = place.origin() + in.signed();
            long slot = in.unsigned();
            boolean exists = place.exists() && time > 0 && slot >= 0 && slot <= Integer.MAX_VALUE;
            return exists ? Optional.of(new Position(time, place, in.text(), (int) slot)) : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException noCursor) {
            return Optional.empty();
        }
    }

    private static long digest(String list) {
        CRC32 digest = new CRC32();
        digest.update(list.getBytes(StandardCharsets.UTF_8));
        return digest.getValue();
    }
}
