package io.hearth.bench.load;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The readings that must bring a command, and the commands that have come: each says which reading asked for it
 * ({@link Readings.Reading#number}), so one that is overtaken by a newer one is not taken for it, nor one of an earlier load for one of
 * this.
 */
final class Crossings {
    /** Whose a command is that has come. */
    enum Command {
        /** A reading of this load asked for it. */
        ASKED,
        /** It had come already. */
        TWICE,
        /** A reading of an earlier load asked for it, and it had not come when that load was over. */
        LATE,
        /** No reading asked for it. */
        UNASKED
    }

    private record Crossing(int device, long number) {}

    private final Map<Crossing, Long> due = new ConcurrentHashMap<>();
    private final Set<Crossing> came = ConcurrentHashMap.newKeySet();
    private final Set<Crossing> earlier = ConcurrentHashMap.newKeySet();
    private volatile Histogram nanos = new ConcurrentHistogram(3);

    /** A reading of this device brings a command; {@code when} it was due is {@link System#nanoTime}. */
    void add(int device, long number, long when) {
        Crossing crossing = new Crossing(device, number);
        // Numbers begin anew after a while.
        came.remove(crossing);
        earlier.remove(crossing);
        due.put(crossing, when);
    }

    /** It was not sent, so it brings none. */
    void unsent(int device, long number) {
        due.remove(new Crossing(device, number));
    }

    /** A command has come to this device. */
    Command came(int device, long number) {
        Crossing crossing = new Crossing(device, number);
        Long began = due.get(crossing);
        if (began != null) {
            // In this order: it is never neither of them.
            came.add(crossing);
            due.remove(crossing);
            nanos.recordValue(Math.max(0, System.nanoTime() - began));
            return Command.ASKED;
        }
        if (earlier.remove(crossing)) {
            return Command.LATE;
        }
        return came.contains(crossing) ? Command.TWICE : Command.UNASKED;
    }

    /** A load begins. What has not come of those before may come late. */
    void begin() {
        came.clear();
        earlier.addAll(due.keySet());
        due.clear();
        nanos = new ConcurrentHistogram(3);
    }

    /** How many have not come. */
    int waiting() {
        return due.size();
    }

    /** How long those took that came, ns. */
    Histogram nanos() {
        return nanos;
    }
}
