package io.hearth.bench.footprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line for each part; the first way in which its memory is counted is held against its goal. */
final class Table {
    private static final String LINE = "%-14s %-22s %s %s%n";

    private Table() {}

    static void print(String what, List<String> ways, Map<Part, Figures> measured) {
        List<String> heads =
                ways.stream().map(way -> String.format("%16s", way)).toList();
        System.out.printf(LINE, what, "ready", String.join("", heads), "  goal");
        measured.forEach((part, figures) -> {
            List<String> memory = new ArrayList<>();
            figures.idle().forEach(mebibytes -> memory.add(String.format(Locale.ROOT, "%12.0f MiB", mebibytes)));
            String ready = String.format(
                    Locale.ROOT, "%.2f s (%.2f to %.2f)", figures.ready(), figures.fastest(), figures.slowest());
            String judged = part.goal().judge(figures.ready(), figures.idle().getFirst());
            System.out.printf(LINE, part.name(), ready, String.join("", memory), "  " + judged);
        });
    }
}
