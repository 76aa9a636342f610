package io.hearth.docker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a service once while its image is built, so that the JVM writes down what it loads (its AOT cache) and every later
 * start is fast. There is no broker and no Redis then: the service starts, says that it lives and that it is not ready, and
 * is ended with SIGTERM like any other.
 */
public final class Training {
    /** Generous: an image for another processor is built on an emulated one. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration STOP = Duration.ofMinutes(5);
    private static final long PAUSE_MS = 100;

    /** Asked of the service while it runs: what a container's first seconds ask too. */
    private static final List<String> VISITS =
            List.of("/q/health/live", "/q/health/ready", "/q/metrics", "/api/v3/ping");

    private static final int ROUNDS = 3;

    private Training() {}

    /**
     * Trains.
     *
     * @param words the file to write, the port to give to the service meanwhile, then the JVM's words: its options, {@code -jar} and
     *     the jar. A port below those that the kernel gives to outgoing connections: one that asks for a port of those before
     *     anybody listens can get that very port for itself, and then nobody can listen there.
     * @throws IllegalStateException when the service did not come up, did not end, or left no file, with what it said
     */
    public static void main(String... words) throws IOException, InterruptedException {
        String port = System.getenv("QUARKUS_HTTP_PORT");
        if (port == null || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("the service's port is '" + port
                    + "': build with --build-arg SERVICE=core-data --build-arg PORT=59880");
        }
        train(Path.of(words[0]), Integer.parseInt(words[1]), List.of(words).subList(2, words.length));
    }

    /** Starts a JVM with these words until it answers at this port, visits it, ends it, and has it write the file. */
    static void train(Path cache, int port, List<String> words) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("training");
        File said = data.resolve("said").toFile();
        try {
            Process service = start(cache, port, words, data, said);
            try {
                awaitAnswer(service, port);
                visit(port);
            } finally {
                service.destroy();
            }
            if (!service.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                service.destroyForcibly();
                throw new IllegalStateException("it did not end within " + STOP.toSeconds() + " s after SIGTERM");
            }
            if (!Files.exists(cache)) {
                throw new IllegalStateException("it ended with code " + service.exitValue() + " and left no " + cache);
            }
            System.out.printf("trained: %s, %d MB%n", cache, Files.size(cache) >> 20);
        } catch (IllegalStateException failed) {
            throw new IllegalStateException(
                    failed.getMessage() + "; it said:\n" + Files.readString(said.toPath()), failed);
        } finally {
            delete(data);
        }
    }

    private static Process start(Path cache, int port, List<String> words, Path data, File said) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("HEARTH_DEVICE_DATA_DIR", data.toString());
        builder.environment().put("HEARTH_BOX_DATA", data.toString());
        return builder.start();
    }

    private static void awaitAnswer(Process service, int port) throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!Visit.answers(port, "/q/health/live")) {
            if (!service.isAlive()) {
                throw new IllegalStateException("it ended at once with code " + service.exitValue());
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("it did not answer within " + START.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }

    private static void visit(int port) {
        for (int round = 0; round < ROUNDS; round++) {
            VISITS.forEach(path -> Visit.answers(port, path));
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
