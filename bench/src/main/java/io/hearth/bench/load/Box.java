package io.hearth.bench.load;

import io.hearth.bench.Door;
import io.hearth.bench.RunningProgram;
import io.hearth.bench.TakenDown;
import io.hearth.bench.rules.RulesSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A box that runs, with data and ports of its own. */
final class Box implements AutoCloseable {
    private static final int OFFSET = 5_200;
    private static final int FRONT = 4_000;

    private final String program;
    private final Path data;
    private final TakenDown up;
    private final RunningProgram running = new RunningProgram();

    private Box(String program, Path data) {
        this.program = program;
        this.data = data;
        this.up = new TakenDown(this::down);
    }

    /** Returns when it is ready. It ends with this process at the latest. */
    static Box up() throws IOException, InterruptedException {
        return up("./hearth");
    }

    /** The same, with this program in the place of {@code ./hearth}. */
    static Box up(String program) throws IOException, InterruptedException {
        Box box = new Box(program, Files.createTempDirectory("hearth-box"));
        box.hearth("up", "--data", box.data.toString(), "--port-offset", Integer.toString(OFFSET));
        return box;
    }

    private void hearth(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(words));
        Path said = data.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("HEARTH_DATA", data.toString());
        builder.environment().put("HEARTH_DATA_LATEST_CLIENTS", Integer.toString(RulesSuite.STREAM_CLIENTS));
        Process process = running.start(builder);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("void: " + String.join(" ", command) + " said " + Files.readString(said));
        }
    }

    int mqttPort() {
        return 1_883 + OFFSET;
    }

    int redisPort() {
        return 6_379 + OFFSET;
    }

    /** A service's, by the port that it has without an offset. */
    Door door(int port) {
        return new Door(port + OFFSET);
    }

    /** The front door, which has the metrics of all services. */
    Door front() {
        return door(FRONT);
    }

    /** The box and its Redis. */
    List<ProcessHandle> processes() {
        try {
            long pid =
                    Long.parseLong(Files.readString(data.resolve("run/box.pid")).strip());
            ProcessHandle process =
                    ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("void: the box has ended"));
            return Stream.concat(Stream.of(process), process.descendants()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        up.close();
    }

    /** Also while it is being started. */
    private void down() {
        running.end();
        try {
            hearth("down");
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
