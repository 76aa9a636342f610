package io.hearth.coredata.store;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What a part of a stream holds, counted once. Nothing can be inserted into it any more: a stream takes only what is newer
 * than all it ever had.
 *
 * @param from     the first place that it covers, whether an event is there or not
 * @param to       the last place that it covers
 * @param readings how many there are of each resource
 */
record CountedBlock(Place from, Place to, long events, Map<String, Long> readings) {

    /** How many of its readings are selected by their resource; those of its events where the selection is null. */
    long selected(Selection selection) {
        if (selection == null) {
            return events;
        }
        long selected = 0;
        for (Map.Entry<String, Long> resource : readings.entrySet()) {
            selected += selection.wants(resource.getKey()) ? resource.getValue() : 0;
        }
        return selected;
    }

    /** A block that is being counted. */
    static final class Counting {
        private final Map<StoredShape, long[]> shapes = new IdentityHashMap<>();
        private long events;

        void add(StoredShape shape) {
            shapes.computeIfAbsent(shape, first -> new long[1])[0]++;
            events++;
        }

        long events() {
            return events;
        }

        CountedBlock between(Place from, Place to) {
            Map<String, Long> readings = new HashMap<>();
            shapes.forEach((shape, count) ->
                    shape.slots().forEach(slot -> readings.merge(slot.resourceName(), count[0], Long::sum)));
            return new CountedBlock(from, to, events, Map.copyOf(readings));
        }
    }
}
