package io.hearth.contracts.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of events that our own device service makes: a UUID of version 8 (RFC 9562, 5.8) that is a function of the device's
 * name and the event's origin. So it needs neither storing nor indexing, and the same message made into an event twice is the
 * same event.
 *
 * <p>From the left: 48 bits of Unix milliseconds, 4 of version, 12 high bits of the nanoseconds within the millisecond, 2 of
 * variant, 8 low bits of those nanoseconds, 54 bits of the SHA-256 of the device's name.
 */
public final class EventId {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int HASH_BITS = 54;
    private static final long HASH_MASK = (1L << HASH_BITS) - 1;
    private static final long VERSION = 8L << 12;
    private static final long VARIANT = 2L << 62;

    /** Of names that were asked for: with each event of a device it is the same one. Past so many they are found anew. */
    private static final Map<String, Long> HASHES = new ConcurrentHashMap<>();

    private static final int MOST_HASHES = 10_000;
    private static final int LONGEST_KNOWN = 256;

    private EventId() {}

    /**
     * The id of the event of this device at this time; as a text it grows with the origin.
     *
     * @param origin Unix ns, from 0 to the last millisecond of the year 2262; the ids of other times are not ours
     */
    public static UUID of(String deviceName, long origin) {
        return of(deviceHash(deviceName), origin);
    }

    /** As {@link #of(String, long)}, with the device's hash already at hand. */
    public static UUID of(long deviceHash, long origin) {
        long millis = Math.floorDiv(origin, NANOS_PER_MILLI);
        long nanos = Math.floorMod(origin, NANOS_PER_MILLI);
        long most = millis << 16 | VERSION | nanos >>> 8;
        long least = VARIANT | (nanos & 0xff) << HASH_BITS | deviceHash & HASH_MASK;
        return new UUID(most, least);
    }

    /** Whether the id can be one of ours: version 8, and a time that exists. It is ours if the device's hash agrees too. */
    public static boolean isOurs(UUID id) {
        return id.version() == 8
                && id.variant() == 2
                && nanos(id) < NANOS_PER_MILLI
                && millis(id) < Long.MAX_VALUE / NANOS_PER_MILLI;
    }

    /** The origin in an id of ours, Unix ns. */
    public static long origin(UUID id) {
        return millis(id) * NANOS_PER_MILLI + nanos(id);
    }

    /** The device's hash in an id of ours. */
    public static long deviceHash(UUID id) {
        return id.getLeastSignificantBits() & HASH_MASK;
    }

    /** The hash that stands for a device's name, 54 bits. */
    public static long deviceHash(String deviceName) {
        Long known = HASHES.get(deviceName);
        if (known != null) {
            return known;
        }
        long hash = hash(deviceName);
        if (deviceName.length() <= LONGEST_KNOWN) {
            if (HASHES.size() >= MOST_HASHES) {
                HASHES.clear();
            }
            HASHES.put(deviceName, hash);
        }
        return hash;
    }

    private static long hash(String deviceName) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(deviceName.getBytes(StandardCharsets.UTF_8));
            long first = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                first = first << 8 | digest[i] & 0xff;
            }
            return first >>> Long.SIZE - HASH_BITS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    private static long nanos(UUID id) {
        return (id.getMostSignificantBits() & 0xfff) << 8 | id.getLeastSignificantBits() >>> HASH_BITS & 0xff;
    }
}
