package io.hearth.box.cli;

import java.util.List;
import java.util.OptionalDouble;

/** The numbers a service tells at {@code /q/metrics}, in Prometheus' text format. */
record Metrics(List<String> lines) {
    static Metrics of(String text) {
        return new Metrics(text.lines().filter(line -> !line.startsWith("#")).toList());
    }

    /** All metrics of several services together. */
    static Metrics of(List<String> texts) {
        return of(String.join("\n", texts));
    }

    /** The sum over all labels; empty when nobody tells this metric. */
    OptionalDouble sum(String name) {
        double[] values = lines.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(java.util.Arrays.stream(values).sum());
    }

    /** The sum over the lines of one service. */
    OptionalDouble sum(String name, String service) {
        String label = "service=\"" + service + "\"";
        return new Metrics(lines.stream().filter(line -> line.contains(label)).toList()).sum(name);
    }
}
