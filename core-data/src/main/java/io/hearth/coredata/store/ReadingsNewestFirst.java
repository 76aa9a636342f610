package io.hearth.coredata.store;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The selected readings of a sequence of events, by their own origin, newest first. Where origins of readings differ from
 * their event's, a reading waits until no event is left that could hold a newer one.
 */
final class ReadingsNewestFirst implements Iterator<StoredReading> {
    private final Iterator<StoredEvent> events;
    private final Selection selection;
    private final long skew;
    private final Queue<StoredReading> ready;
    private StoredEvent next;

    /**
     * @param events newest first, all that are within {@code skew} of the selection's range
     * @param skew   how far a reading's origin can be from its event's, ns
     */
    ReadingsNewestFirst(Iterator<StoredEvent> events, Selection selection, long skew) {
        this.events = events;
        this.selection = selection;
        this.skew = skew;
        this.ready = skew == 0
                ? new ArrayDeque<>()
                : new PriorityQueue<>(Comparator.comparing((StoredReading reading) -> position(reading, skew)));
    }

    /** Where a reading stands in the lists. */
    static Position position(StoredReading reading, long skew) {
        StoredEvent event = reading.event();
        return new Position(time(reading, skew), event.place(), event.device().name(), reading.slot());
    }

    /** What a reading is ordered by: its origin, but never farther from its event's than the skew. */
    static long time(StoredReading reading, long skew) {
        long origin = reading.event().place().origin();
        return skew == 0 ? origin : Math.clamp(reading.origin(), Math.max(1, origin - skew), plus(origin, skew));
    }

    private static long plus(long origin, long skew) {
        return origin > Long.MAX_VALUE - skew ? Long.MAX_VALUE : origin + skew;
    }

    @Override
    public boolean hasNext() {
        while (needsMore()) {
            take(next);
            next = null;
        }
        return !ready.isEmpty();
    }

    /** Passes over so many readings, by their events' shapes where that is enough. */
    void skip(long readings) {
        long left = readings;
        while (left > 0 && skew == 0 && ready.isEmpty() && events.hasNext()) {
            StoredEvent event = events.next();
            int selected = event.shape().selected(selection);
            if (selected > left) {
                take(event);
            } else {
                left -= selected;
            }
        }
        while (left > 0 && hasNext()) {
            next();
            left--;
        }
    }

    /** Whether there is another event, and a reading of it may be newer than all that are ready. */
    private boolean needsMore() {
        if (skew == 0 && !ready.isEmpty()) {
            return false;
        }
        if (next == null && events.hasNext()) {
            next = events.next();
        }
        return next != null && (ready.isEmpty() || plus(next.place().origin(), skew) >= time(ready.peek(), skew));
    }

    private void take(StoredEvent event) {
        for (StoredReading reading : event.readings()) {
            if (selection.wants(reading.resourceName()) && selection.range().contains(time(reading, skew))) {
                ready.add(reading);
            }
        }
    }

    @Override
    public StoredReading next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
