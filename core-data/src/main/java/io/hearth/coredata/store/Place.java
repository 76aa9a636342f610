package io.hearth.coredata.store;

import io.vertx.mutiny.redis.client.Response;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an event stands in its device's history. It is the id of the stream entry, {@code <millis>-<sequence>}, and carries
 * the whole origin: the sequence is the nanoseconds within the millisecond, then 12 bits that tell apart events of the same
 * nanosecond. The first of those (tie 0) is kept for the event whose id is computed from device and origin; events with an
 * id of their own begin at tie 1. So the place alone says which kind an event is.
 *
 * @param millis   milliseconds since 1970, 0 or more
 * @param sequence nanoseconds within the millisecond, shifted by 12, plus the tie
 */
public record Place(long millis, long sequence) implements Comparable<Place> {
    static final int LATE_KEY_LENGTH = 10;
    private static final int TIE_BITS = 12;
    private static final long LAST_TIE = (1L << TIE_BITS) - 1;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long LAST_SEQUENCE = (NANOS_PER_MILLI << TIE_BITS) - 1;
    /** Behind every event. */
    static final Place LAST = new Place(Long.MAX_VALUE / NANOS_PER_MILLI + 1, LAST_SEQUENCE);

    /** The place of tie 0 at an origin in ns since 1970, which must be positive. */
    static Place at(long origin) {
        if (origin <= 0) {
            throw new IllegalArgumentException("origin is " + origin + ", allowed is 1 to " + Long.MAX_VALUE);
        }
        return new Place(origin / NANOS_PER_MILLI, origin % NANOS_PER_MILLI << TIE_BITS);
    }

    /** A stream entry's id as Redis writes it. */
    static Place parse(String id) {
        int dash = id.indexOf('-');
        return new Place(Long.parseLong(id, 0, dash, 10), Long.parseLong(id, dash + 1, id.length(), 10));
    }

    /** The place in the first octets of a member of the late set. */
    static Place ofLateMember(byte[] member) {
        ByteBuffer key = ByteBuffer.wrap(member, 0, LATE_KEY_LENGTH);
        long high = Short.toUnsignedLong(key.getShort());
        return new Place(high << 32 | Integer.toUnsignedLong(key.getInt()), Integer.toUnsignedLong(key.getInt()));
    }

    /** The newer of the first entry of a stream's range and the first member of a late set's; empty when both are. */
    static Optional<Place> latest(Response entries, Response members) {
        return places(entries, members).max(Comparator.naturalOrder());
    }

    /** As {@link #latest}, the older of the two. */
    static Optional<Place> earliest(Response entries, Response members) {
        return places(entries, members).min(Comparator.naturalOrder());
    }

    private static Stream<Place> places(Response entries, Response members) {
        return Stream.concat(
                first(entries).map(entry -> parse(entry.get(0).toString())).stream(),
                first(members).map(member -> ofLateMember(member.toBytes())).stream());
    }

    private static Optional<Response> first(Response list) {
        return list == null || list.size() == 0 ? Optional.empty() : Optional.of(list.get(0));
    }

    /** Nanoseconds since 1970. */
    public long origin() {
        return millis * NANOS_PER_MILLI + (sequence >>> TIE_BITS);
    }

    /** Whether an event can be here. */
    boolean exists() {
        return millis >= 0
                && millis <= Long.MAX_VALUE / NANOS_PER_MILLI
                && sequence >= 0
                && sequence >>> TIE_BITS < NANOS_PER_MILLI;
    }

    /** Whether the event's id is computed from here instead of being kept in the entry. */
    boolean hasComputedId() {
        return (sequence & LAST_TIE) == 0;
    }

    /** The place right behind this one. */
    Place next() {
        return sequence >= LAST_SEQUENCE ? new Place(millis + 1, 0) : new Place(millis, sequence + 1);
    }

    /** The place right before this one. */
    Place previous() {
        return sequence == 0 ? new Place(millis - 1, LAST_SEQUENCE) : new Place(millis, sequence - 1);
    }

    Place lastTie() {
        return new Place(millis, sequence | LAST_TIE);
    }

    /** Ten octets that sort as places do: the beginning of this event's member in the late set. */
    byte[] lateKey() {
        return ByteBuffer.allocate(LATE_KEY_LENGTH)
                .putShort((short) (millis >>> 32))
                .putInt((int) millis)
                .putInt((int) sequence)
                .array();
    }

    @Override
    public int compareTo(Place other) {
        int byMillis = Long.compare(millis, other.millis);
        return byMillis != 0 ? byMillis : Long.compare(sequence, other.sequence);
    }

    /** The stream entry's id as Redis writes it. */
    @Override
    public String toString() {
        return millis + "-" + sequence;
    }
}
