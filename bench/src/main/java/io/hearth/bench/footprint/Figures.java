package io.hearth.bench.footprint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What was measured of one part, over all rounds. */
final class Figures {
    private final List<Double> ready = new ArrayList<>();
    private final List<List<Double>> idle = new ArrayList<>();

    void ready(double seconds) {
        ready.add(seconds);
    }

    /** The memory of one round in each way of counting, MiB. */
    void idle(List<Double> memory) {
        idle.add(memory);
    }

    double ready() {
        return median(seconds());
    }

    double fastest() {
        return seconds().min().orElseThrow();
    }

    double slowest() {
        return seconds().max().orElseThrow();
    }

    /** The median in each way of counting. */
    List<Double> idle() {
        return IntStream.range(0, idle.getFirst().size())
                .mapToObj(way -> median(idle.stream().mapToDouble(round -> round.get(way))))
                .toList();
    }

    private DoubleStream seconds() {
        return ready.stream().mapToDouble(Double::doubleValue);
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
