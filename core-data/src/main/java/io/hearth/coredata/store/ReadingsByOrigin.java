package io.hearth.coredata.store;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * Readings of which some have origins that differ from their events'. Those of such a device wait until no event is left that
 * could hold a newer one; those of other devices do not wait, since their events come when it is their turn. What waits is
 * bounded: past the bound the oldest are let go, and when those before them are through, they are read again.
 */
final class ReadingsByOrigin implements ReadingsNewestFirst {
    /** What a reading that waits takes beside the octets of its event, about. */
    private static final int OCTETS_EACH = 256;

    private final Walk walk;
    private final Selection selection;
    private final long mostOctets;
    private final NavigableMap<Position, StoredReading> waiting = new TreeMap<>();
    private long octets;
    private Iterator<StoredEvent> events;
    private StoredEvent next;
    /** Only what is behind it is still wanted; null for all. */
    private Position after;
    /** From here on readings were let go; null when none were. */
    private Position letGo;

    ReadingsByOrigin(Iterator<StoredEvent> events, Walk walk, Selection selection, Position after, long mostOctets) {
        this.events = events;
        this.walk = walk;
        this.selection = selection;
        this.after = after;
        this.mostOctets = mostOctets;
    }

    @Override
    public boolean hasNext() {
        while (true) {
            while (needsMore()) {
                take(next);
                next = null;
            }
            if (!waiting.isEmpty()) {
                return true;
            }
            if (letGo == null) {
                return false;
            }
            letGo = null;
            next = null;
            events = walk.behind(after);
        }
    }

    /** Whether there is another event, and a reading of it may be newer than all that wait. */
    private boolean needsMore() {
        if (waiting.isEmpty() && letGo != null) {
            return false;
        }
        if (next == null && events.hasNext()) {
            next = events.next();
        }
        return next != null
                && (waiting.isEmpty()
                        || next.newestReading() >= waiting.firstKey().time());
    }

    private void take(StoredEvent event) {
        for (StoredReading reading : event.readings()) {
            if (selection.wants(reading.resourceName())
                    && selection.range().contains(ReadingsNewestFirst.time(reading))) {
                hold(ReadingsNewestFirst.position(reading), reading);
            }
        }
    }

    private void hold(Position position, StoredReading reading) {
        boolean wanted = after == null || after.compareTo(position) < 0;
        if (!wanted || letGo != null && letGo.compareTo(position) <= 0) {
            return;
        }
        waiting.put(position, reading);
        octets += octets(reading);
        while (octets > mostOctets && waiting.size() > 1) {
            Map.Entry<Position, StoredReading> last = waiting.pollLastEntry();
            octets -= octets(last.getValue());
            letGo = last.getKey();
        }
    }

    /** The event is held as long as one of its readings is, so each counts for the whole. */
    private static long octets(StoredReading reading) {
        return OCTETS_EACH + reading.event().heldOctets();
    }

    /** How much waits, octets. */
    long waitingOctets() {
        return octets;
    }

    @Override
    public void skip(long readings) {
        for (long left = readings; left > 0 && hasNext(); left--) {
            next();
        }
    }

    @Override
    public StoredReading next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Map.Entry<Position, StoredReading> first = waiting.pollFirstEntry();
        octets -= octets(first.getValue());
        after = first.getKey();
        return first.getValue();
    }
}
