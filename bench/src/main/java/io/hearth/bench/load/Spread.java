package io.hearth.bench.load;

import java.util.List;

/** A figure of several runs: its median, and between what it was. */
record Spread(double median, double least, double most, int runs) {
    /** Of at least one run; of an even number the lower of the two in the middle. */
    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(sorted.get((sorted.size() - 1) / 2), sorted.getFirst(), sorted.getLast(), sorted.size());
    }
}
