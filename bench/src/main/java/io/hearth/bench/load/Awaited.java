package io.hearth.bench.load;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What must come of devices, each in its order: when the reading that brings it was due, and how long it took. */
public final class Awaited {
    private final Deque<Long>[] due;
    private volatile Histogram nanos = new ConcurrentHistogram(3);

    /** Of so many devices. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Awaited(int devices) {
        this.due = IntStream.range(0, devices)
                .mapToObj(device -> new ConcurrentLinkedDeque<Long>())
                .toArray(Deque[]::new);
    }

    /** One more must come of this device; {@code when} is {@link System#nanoTime}. */
    public void add(int device, long when) {
        due[device].add(when);
    }

    /** The last one that was added need not come. */
    public void removeLast(int device) {
        due[device].pollLast();
    }

    /** One has come; false when none was due. */
    public boolean came(int device) {
        Long began = device < due.length ? due[device].poll() : null;
        if (began != null) {
            nanos.recordValue(Math.max(0, System.nanoTime() - began));
        }
        return began != null;
    }

    /** Begins anew. */
    public void forget() {
        Stream.of(due).forEach(Deque::clear);
        nanos = new ConcurrentHistogram(3);
    }

    /** How many have not come. */
    public int waiting() {
        return Stream.of(due).mapToInt(Deque::size).sum();
    }

    /** How long those took that came, ns. */
    public Histogram nanos() {
        return nanos;
    }
}
