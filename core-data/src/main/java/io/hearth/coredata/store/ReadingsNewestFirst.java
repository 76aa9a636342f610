package io.hearth.coredata.store;

import java.util.Iterator;

/** The selected readings of events, newest first by their own origins. */
interface ReadingsNewestFirst extends Iterator<StoredReading> {

    /** Walks through the events that may hold readings behind a position, null for all: newest first by their newest reading. */
    interface Walk {
        Iterator<StoredEvent> behind(Position position);
    }

    /**
     * The readings of a walk.
     *
     * @param events     the walk, begun already
     * @param walk       begins it again somewhere
     * @param after      where an earlier part of the list ended; null for its beginning
     * @param mostOctets how much may wait for its turn; one reading always may
     */
    static ReadingsNewestFirst of(
            Scope scope, Iterator<StoredEvent> events, Walk walk, Position after, long mostOctets) {
        return scope.isSkewed()
                ? new ReadingsByOrigin(events, walk, scope.selection(), after, mostOctets)
                : new ReadingsOfEvents(events, scope.selection(), after);
    }

    /** Passes over so many readings. */
    void skip(long readings);

    /** Where a reading stands in the lists. */
    static Position position(StoredReading reading) {
        StoredEvent event = reading.event();
        return new Position(time(reading), event.place(), event.device().name(), reading.slot());
    }

    /** What a reading is ordered by: its origin, but never farther from its event's than the skew of its device. */
    static long time(StoredReading reading) {
        long origin = reading.event().place().origin();
        long skew = reading.event().device().skew();
        return skew == 0 ? origin : Math.clamp(reading.origin(), Math.max(1, origin - skew), plus(origin, skew));
    }

    /** The sum; the greatest number where it would be beyond. */
    static long plus(long origin, long skew) {
        return origin > Long.MAX_VALUE - skew ? Long.MAX_VALUE : origin + skew;
    }
}
