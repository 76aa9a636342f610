package io.hearth.coredata.store;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Readings whose origins are those of their events: they are in order as they come. */
final class ReadingsOfEvents implements ReadingsNewestFirst {
    private final Iterator<StoredEvent> events;
    private final Selection selection;
    private final Position after;
    private final Queue<StoredReading> ready = new ArrayDeque<>();

    ReadingsOfEvents(Iterator<StoredEvent> events, Selection selection, Position after) {
        this.events = events;
        this.selection = selection;
        this.after = after;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && events.hasNext()) {
            take(events.next());
        }
        return !ready.isEmpty();
    }

    /** Looks at no more than the events' shapes, where that is enough. */
    @Override
    public void skip(long readings) {
        long left = readings;
        while (left > 0 && after == null && ready.isEmpty() && events.hasNext()) {
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

    private void take(StoredEvent event) {
        for (StoredReading reading : event.readings()) {
            if (selection.wants(reading.resourceName()) && isBehind(reading)) {
                ready.add(reading);
            }
        }
    }

    private boolean isBehind(StoredReading reading) {
        return after == null || after.compareTo(ReadingsNewestFirst.position(reading)) < 0;
    }

    @Override
    public StoredReading next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
