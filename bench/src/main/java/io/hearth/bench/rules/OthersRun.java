package io.hearth.bench.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The same rules and the same readings for several, one after the other, each in a JVM of its own. All must decide the same at the same
 * readings, or the run is void.
 */
final class OthersRun {
    private static final List<String> CONTENDERS = List.of("hearth", "loop", "cel", "drools", "drools-facts");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<Integer> sizes;
    private final long roundMillis;

    /** With so many rules each, and rounds of so many milliseconds. */
    OthersRun(List<Integer> sizes, long roundMillis) {
        this.sizes = sizes;
        this.roundMillis = roundMillis;
    }

    void run() throws IOException, InterruptedException {
        for (int rules : sizes) {
            Map<String, Contest.Result> results = new TreeMap<>();
            for (String contender : CONTENDERS) {
                run(contender, rules).ifPresent(result -> results.put(contender, result));
            }
            requireEqual(rules, results);
            CONTENDERS.stream().filter(results::containsKey).forEach(contender -> print(rules, contender, results));
        }
    }

    private Optional<Contest.Result> run(String contender, int rules) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                // A full collection that leaves nothing behind: by default only each fourth does.
                "-XX:MarkSweepAlwaysCompactCount=1",
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                Contest.class.getName(),
                contender,
                Integer.toString(rules),
                Long.toString(roundMillis)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread stop = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(stop);
        try (BufferedReader said = process.inputReader()) {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.out.printf(
                        Locale.ROOT,
                        "rules    others  %,7d rules  %-12s not done within %d s, and ended%n",
                        rules,
                        contender,
                        PATIENCE.toSeconds());
                return Optional.empty();
            }
            String line = said.lines().reduce((one, other) -> other).orElse("");
            if (process.exitValue() != 0) {
                throw new IllegalStateException("void: " + contender + " with " + rules + " rules ended with "
                        + process.exitValue() + " " + line);
            }
            return Optional.of(Contest.Result.of(line));
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private static void requireEqual(int rules, Map<String, Contest.Result> results) {
        if (results.values().stream().map(Contest.Result::counts).distinct().count() != 1) {
            throw new IllegalStateException("void: with " + rules + " rules not all decided the same: " + results);
        }
    }

    private static void print(int rules, String contender, Map<String, Contest.Result> results) {
        Contest.Result result = results.get(contender);
        System.out.printf(
                Locale.ROOT,
                "rules    others  %,7d rules  %-12s %,13.0f ns a reading  %9.1f x  built in %,8.1f ms  heap %,11d octets, %,8d a rule; %,d raised, %,d cleared%n",
                rules,
                contender,
                result.nanos(),
                result.nanos() / results.get("hearth").nanos(),
                result.buildNanos() / 1e6,
                result.heap(),
                result.heap() / rules,
                result.counts().raised(),
                result.counts().cleared());
    }
}
