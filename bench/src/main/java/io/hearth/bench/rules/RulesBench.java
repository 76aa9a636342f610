package io.hearth.bench.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules engine: {@code ./hearth bench rules [readings | add | load | latency | others] [short]}. A run checks what it measures: where
 * counts do not agree it is void and prints no figure.
 */
public final class RulesBench {
    private static final int MANY = 100_000;
    private static final Map<String, Part> PARTS = new TreeMap<>(Map.of(
            "others", RulesBench::others,
            "readings", RulesBench::readings,
            "add", RulesBench::add,
            "load", RulesBench::load,
            "latency", RulesBench::latency));

    private RulesBench() {}

    @FunctionalInterface
    private interface Part {
        void run(boolean brief) throws Exception;
    }

    /** Runs all of it, or one part; {@code short} only to see that it works. */
    public static void main(String[] words) throws Exception {
        boolean brief = words.length > 0 && words[words.length - 1].equals("short");
        if (words.length > (brief ? 1 : 0)) {
            Part part = PARTS.get(words[0]);
            if (part == null) {
                throw new IllegalArgumentException(
                        "'" + words[0] + "' is not a part, allowed are " + String.join(", ", PARTS.keySet()));
            }
            part.run(brief);
            return;
        }
        for (Part part : PARTS.values()) {
            part.run(brief);
        }
    }

    private static void others(boolean brief) throws Exception {
        if (brief) {
            new OthersRun(List.of(1, 100), 100).run();
        } else {
            new OthersRun(List.of(1, 100, 1_000, 10_000), 500).run();
        }
    }

    private static void readings(boolean brief) throws Exception {
        new ReadingRun(brief ? 1 : 3, brief ? 1 : 5, brief ? 5_000 : 30_000).run();
    }

    private static void add(boolean brief) throws Exception {
        new AddRun(brief ? 10_000 : MANY, brief ? 200 : 5_000).run();
    }

    private static void load(boolean brief) throws Exception {
        new LoadRun(brief ? 10_000 : MANY, brief ? 1 : 3, brief ? 50 : 1_000).run();
    }

    private static void latency(boolean brief) throws Exception {
        try (RulesSuite suite = new RulesSuite()) {
            new LatencyRun(suite, brief ? 20 : 90, brief ? 5 : 60).run();
        }
    }
}
