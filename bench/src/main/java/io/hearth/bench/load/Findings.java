package io.hearth.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Gathers what an experiment finds, run by run, into its table. */
final class Findings {
    private record Place(String target, double at) {}

    private final Table empty;
    /** By place and figure the value of each run. */
    private final Map<Place, Map<String, Map<Integer, Double>>> values = new LinkedHashMap<>();

    private final Map<Place, List<String>> voids = new LinkedHashMap<>();

    Findings(String experiment, String title, String across, String reference) {
        empty = new Table(experiment, title, across, reference, List.of());
    }

    /** A figure of one run. */
    void add(int run, String target, double at, String figure, double value) {
        at(target, at).computeIfAbsent(figure, none -> new LinkedHashMap<>()).put(run, value);
    }

    /** How long something took in one run, if anything did. */
    void add(int run, String target, double at, String what, Histogram nanos, double... percentiles) {
        if (nanos.getTotalCount() == 0) {
            return;
        }
        for (double percentile : percentiles) {
            String name = percentile == 100 ? "most" : "p" + (percentile == 99.9 ? "99.9" : "" + (int) percentile);
            add(run, target, at, what + " " + name + " ms", nanos.getValueAtPercentile(percentile) / 1e6);
        }
    }

    /** All that a load has shown; of one that is void why, which is also said. */
    void add(int run, String target, double at, Outcome outcome) {
        switch (outcome) {
            case Outcome.Counted(Measured measured) -> {
                add(run, target, at, "kept up with", measured.keptUp() ? 1 : 0);
                addIfAny(run, target, at, "commands overtaken", measured.overtaken());
                addIfAny(run, target, at, "commands of an earlier load", measured.late());
                add(run, target, at, "acknowledged", measured.acknowledged(), 50, 99);
                add(run, target, at, "stored", measured.stored(), 50, 99, 99.9, 100);
                add(run, target, at, "command", measured.commands(), 50, 99, 99.9, 100);
                add(run, target, at, "processor us a message", measured.processorMicros());
                add(run, target, at, "memory MiB", measured.residentMib());
            }
            case Outcome.Void(String why) -> voided(target, at, why);
        }
    }

    private void addIfAny(int run, String target, double at, String figure, long count) {
        if (count > 0) {
            add(run, target, at, figure, count);
        }
    }

    /** A run without figures. */
    void voided(String target, double at, String reason) {
        String why = reason.replaceFirst("^void: ", "");
        System.out.printf("load     %s %s at %,.0f: VOID: %s%n", empty.experiment(), target, at, why);
        at(target, at);
        voids.computeIfAbsent(new Place(target, at), none -> new ArrayList<>()).add(why);
    }

    private Map<String, Map<Integer, Double>> at(String target, double at) {
        return values.computeIfAbsent(new Place(target, at), none -> new LinkedHashMap<>());
    }

    Table table() {
        List<Row> rows = new ArrayList<>();
        values.forEach((place, figures) -> {
            Map<String, Spread> found = new LinkedHashMap<>();
            Map<String, Spread> ratios = new LinkedHashMap<>();
            figures.forEach((figure, runs) -> {
                found.put(figure, Spread.of(List.copyOf(runs.values())));
                List<Double> ratio = ratios(place, figure, runs);
                if (!ratio.isEmpty()) {
                    ratios.put(figure, Spread.of(ratio));
                }
            });
            rows.add(new Row(place.target(), place.at(), found, ratios, voids.getOrDefault(place, List.of())));
        });
        return new Table(empty.experiment(), empty.title(), empty.across(), empty.reference(), rows);
    }

    private List<Double> ratios(Place place, String figure, Map<Integer, Double> runs) {
        Map<Integer, Double> reference = values.getOrDefault(new Place(empty.reference(), place.at()), Map.of())
                .getOrDefault(figure, Map.of());
        return runs.entrySet().stream()
                .filter(run -> reference.getOrDefault(run.getKey(), 0.0) > 0)
                .map(run -> run.getValue() / reference.get(run.getKey()))
                .toList();
    }
}
