package io.hearth.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the images weigh: their size, the time from a start to ready, and the memory of what runs in them when it has nothing to do.
 * {@code ./hearth bench footprint [processes | containers] [short]}. A start that does not come to ready makes the run void.
 */
public final class FootprintBench {
    private static final Set<String> PARTS = Set.of("processes", "containers");

    private FootprintBench() {}

    /** Runs all of it, or one part; {@code short} only to see that it works. */
    public static void main(String[] words) throws IOException, InterruptedException {
        boolean brief = words.length > 0 && words[words.length - 1].equals("short");
        Optional<String> part = words.length > (brief ? 1 : 0) ? Optional.of(words[0]) : Optional.empty();
        part.filter(word -> !PARTS.contains(word)).ifPresent(word -> {
            throw new IllegalArgumentException("'" + word + "' is not a part, allowed are processes and containers");
        });
        int rounds = brief ? 1 : 7;
        Duration rest = Duration.ofSeconds(brief ? 3 : 30);
        System.out.printf(
                "footprint: start to ready, median of %d; memory %d s after that, with nothing to do%n",
                rounds, rest.toSeconds());
        if (part.filter("containers"::equals).isEmpty()) {
            processes(rounds, rest);
        }
        if (part.filter("processes"::equals).isEmpty()) {
            new ContainerRun(rounds, rest).run();
        }
    }

    private static void processes(int rounds, Duration rest) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("footprint");
        try {
            ProcessRun run = new ProcessRun(rounds, rest, folder);
            Map<Part, Figures> all = new LinkedHashMap<>(run.services());
            all.putAll(run.box());
            Table.print("process", List.of("resident", "shared divided", "no file's"), all);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
