package io.hearth.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole suite under load, from outside, beside what this machine can do: {@code ./hearth bench load [experiment...] [short]
 * [runs=N] [targets=a,b] [peer=FILE]}. A run checks what it measures: where counts do not agree it is void, says so, and has no figures.
 */
public final class LoadBench {
    private static final Path RESULTS = Path.of("bench", "results");
    /** Not those that take an hour. */
    private static final List<String> USUAL = List.of("ingest", "latency");

    private LoadBench() {}

    /** Runs the experiments named, or the usual ones, and writes {@code bench/results}; a short run writes beside what is built. */
    public static void main(String[] words) throws IOException, InterruptedException {
        Choice choice = Choice.of(List.of(words));
        Report report = run(choice);
        if (report.hasNothing()) {
            System.err.println("void: no load was measured");
            System.exit(1);
        }
        Path folder = choice.brief() ? Path.of("bench", "target", "results") : RESULTS;
        report.write(folder);
        System.out.println("results in " + folder.resolve("load.json") + " and " + folder.resolve("load.html"));
    }

    /** Runs the experiments in turn, and prints the table of each when it is done. */
    static Report run(Choice choice) throws IOException, InterruptedException {
        Field field = new Field(choice.targets(), choice.extent());
        List<Table> tables = new ArrayList<>();
        List<String> names = choice.experiments().isEmpty() ? USUAL : choice.experiments();
        for (String name : names) {
            for (Experiment experiment : experiments().get(name)) {
                Table table = experiment.run(field);
                System.out.print(Terminal.text(table));
                tables.add(table);
            }
        }
        return Report.of(choice.brief(), tables);
    }

    /** What there is, by name. */
    static Map<String, List<Experiment>> experiments() {
        Map<String, List<Experiment>> all = new LinkedHashMap<>();
        all.put("ingest", List.of(new Ingest(Setting.USUAL)));
        all.put("qos", List.of(new Ingest(Setting.USUAL.qos(0)), new Ingest(Setting.USUAL.qos(2))));
        all.put("latency", List.of(new Latency(Setting.USUAL)));
        all.put("rules", List.of(Growth.rules()));
        all.put("devices", List.of(Growth.devices()));
        all.put("reads", List.of(new Reads(Setting.USUAL)));
        all.put("streams", List.of(new Listening(Setting.USUAL)));
        all.put("soak", List.of(new Soak(Setting.USUAL)));
        return all;
    }
}
