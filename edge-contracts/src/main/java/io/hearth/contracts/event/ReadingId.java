package io.hearth.contracts.event;

import java.util.UUID;

/**
 * The ids of stored readings: a UUID of version 8 (RFC 9562, 5.8) that is a function of the event's id and of where the reading
 * stands in the event. So it needs no storing, and the same reading has the same id whenever it is read. EdgeX makes a new one
 * each time; nothing is found by it, here or there.
 *
 * <p>The event's id, with a multiple of an odd number added to its lower half below the variant: one for each slot. The factor
 * is the golden ratio's, whose multiples keep far apart: events whose ids differ in the upper half (in more than the version), or by
 * less than 2^30, or that are of one device ({@link EventId}), have no id in common, however many readings below 2^30 they have.
 */
public final class ReadingId {
    private static final long VERSION = 8L << 12;
    private static final long VERSION_MASK = 0xfL << 12;
    private static final long VARIANT = 2L << 62;
    private static final long VARIANT_MASK = 3L << 62;
    /** 2^62 divided by the golden ratio. */
    private static final long STEP = 0x278D_DE6E_5FD2_9F05L;

    private ReadingId() {}

    /**
     * The id of a reading.
     *
     * @param event the event's id
     * @param slot  its position among the event's readings as they were sent, from 0
     */
    public static UUID of(UUID event, int slot) {
        // From 1, so that no reading has the id of its event.
        long moved = event.getLeastSignificantBits() + (slot + 1L) * STEP;
        return new UUID(event.getMostSignificantBits() & ~VERSION_MASK | VERSION, moved & ~VARIANT_MASK | VARIANT);
    }
}
