package io.hearth.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long {@code ./hearth up} takes when everything is built, beside what the JVM alone needs to load the box's first
 * classes and refuse a word: {@code ./hearth bench start [rounds]}. The two take turns, so that a busy machine slows both.
 */
public final class StartBench {
    private static final String PORT_OFFSET = "5300";

    private final Path data;

    private StartBench(Path data) {
        this.data = data;
    }

    /** Prints the medians and their ratio; the box under measure has its own data and ports. */
    public static void main(String[] words) throws IOException, InterruptedException {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 7;
        Path data = Files.createTempDirectory("start-bench");
        try {
            new StartBench(data).run(rounds);
        } finally {
            delete(data);
        }
    }

    private void run(int rounds) throws IOException, InterruptedException {
        box(); // builds and trains if it must, and makes the files of the first start
        List<Start> starts = new ArrayList<>();
        List<Double> alone = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            alone.add(timed(jvm()));
            starts.add(box());
        }
        double up = median(starts.stream().map(Start::wallSeconds));
        double jvm = median(alone.stream());
        System.out.printf(
                Locale.ROOT,
                "start    up %.2f s (%.2f to %.2f), %.2f s of processor time, %.0f MiB resident; the JVM alone %.2f s; %.1f x%n",
                up,
                starts.stream().mapToDouble(Start::wallSeconds).min().orElseThrow(),
                starts.stream().mapToDouble(Start::wallSeconds).max().orElseThrow(),
                median(starts.stream().map(Start::processorSeconds)),
                median(starts.stream().map(Start::residentMebibytes)),
                jvm,
                up / jvm);
    }

    /** One start and stop of the box. */
    private Start box() throws IOException, InterruptedException {
        String[] place = {"--data", data.toString(), "--port-offset", PORT_OFFSET};
        double seconds = timed(hearth("up", place));
        Path process =
                Path.of("/proc", Files.readString(data.resolve("run/box.pid")).strip());
        String[] stat = Files.readString(process.resolve("stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        double ticks = Double.parseDouble(stat[11]) + Double.parseDouble(stat[12]);
        double resident = Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
        ProcessBuilder down = hearth("down");
        down.environment().put("HEARTH_DATA", data.toString());
        timed(down);
        return new Start(seconds, ticks / 100, resident);
    }

    private static ProcessBuilder hearth(String command, String... words) {
        List<String> all = new ArrayList<>(List.of("./hearth", command));
        all.addAll(List.of(words));
        return new ProcessBuilder(all);
    }

    private static ProcessBuilder jvm() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                java, "-XX:+UseSerialGC", "-jar", "edge-box/target/quarkus-app/quarkus-run.jar", "--no-such-word");
    }

    private static double timed(ProcessBuilder command) throws IOException, InterruptedException {
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        int code = command.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (code != 0 && command.command().contains("./hearth")) {
            throw new IOException(String.join(" ", command.command()) + " ended with " + code);
        }
        return seconds;
    }

    private static double median(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    private record Start(double wallSeconds, double processorSeconds, double residentMebibytes) {}
}
