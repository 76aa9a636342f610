package io.hearth.box.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.box.Refusal;
import io.hearth.box.preflight.DataFolder;
import io.hearth.box.testing.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that is killed, at whichever step, has happened or has not when the box is next started: never half of it. */
class RestoreKilledTest {
    private static final List<String> PARTS = List.of("broker", "redis", "device-mqtt");
    private static final List<String> STEPS = List.of("mktemp", "tar", "mkdir", "chmod", "rm", "mv", "sync");
    /** Stands in for a command: kills the script instead of its n-th command, and is the command otherwise. */
    private static final String STEP = """
            #!/bin/bash
            n=$(($(</%1$s/count) + 1))
            echo "$n" >/%1$s/count
            if [[ $n == "$KILL_AT" ]]; then kill -9 "$(</%1$s/pid)"; exit 1; fi
            PATH=${PATH#*:} exec "${0##*/}" "$@"
            """;

    @TempDir
    private Path folder;

    private Path data;
    private Path file;

    private record Ended(int code, String output) {}

    @BeforeEach
    void backedUp() throws Exception {
        data = folder.resolve("data");
        file = folder.resolve("hearth.tgz");
        write(folder.resolve("other"), "new");
        assertThat(backup(Optional.empty(), "backup", folder.resolve("other").toString(), file.toString())
                        .code())
                .isZero();
        Path steps = Files.createDirectory(folder.resolve("steps"));
        for (String step : STEPS) {
            Files.writeString(steps.resolve(step), STEP.formatted(folder));
            Files.setPosixFilePermissions(steps.resolve(step), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void at_each_step_it_is_carried_out_or_forgotten_by_the_next_start() throws Exception {
        int killed = 0;
        int carriedOut = 0;
        for (int at = 1; restoredUntil(at).code() != 0; at++) {
            killed++;
            if (isBrokenOff()) {
                assertThatThrownBy(
                                () -> DataFolder.take(Configs.of(data, Map.of()).plan()))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("a restore into " + data + " was broken off");
            }

            assertThat(backup(Optional.empty(), "finish", data.toString()).code())
                    .isZero();

            Map<String, String> there = texts(data);
            assertThat(there.values()).as("killed at step %d", at).hasSize(PARTS.size());
            assertThat(there.values().stream().distinct())
                    .as("killed at step %d", at)
                    .hasSize(1);
            if (there.containsValue("new")) {
                carriedOut++;
                assertThat(texts(aside().orElseThrow())).hasSize(PARTS.size()).doesNotContainValue("new");
            } else {
                assertThat(aside()).isEmpty();
            }
            assertThat(leftBehind()).as("killed at step %d", at).isEmpty();
        }
        assertThat(carriedOut).isBetween(PARTS.size(), killed - PARTS.size());
    }

    @Test
    void between_its_renames_it_is_carried_out_by_the_same_command_again() throws Exception {
        int at = 1;
        do {
            restoredUntil(at++);
        } while (texts(data).size() == PARTS.size());

        Ended again = backup(Optional.empty(), "restore", data.toString(), file.toString(), "--force");

        assertThat(again.code()).as(again.output()).isZero();
        assertThat(texts(data)).hasSize(PARTS.size()).doesNotContainValue("old");
        assertThat(texts(aside().orElseThrow())).hasSize(PARTS.size()).doesNotContainValue("new");
    }

    /** Over data that is there, killed instead of its n-th step. */
    private Ended restoredUntil(int step) throws Exception {
        run(Map.of(), "rm", "-rf", data.toString());
        write(data, "old");
        Files.writeString(folder.resolve("count"), "0\n");
        return backup(Optional.of(step), "restore", data.toString(), file.toString(), "--force");
    }

    private Ended backup(Optional<Integer> killAt, String... words) throws Exception {
        Map<String, String> environment = new HashMap<>();
        killAt.ifPresent(step -> {
            environment.put("KILL_AT", Integer.toString(step));
            environment.put("PATH", folder.resolve("steps") + ":" + System.getenv("PATH"));
        });
        String[] command = Stream.concat(
                        Stream.of(
                                "bash", "-c", "echo $$ >" + folder.resolve("pid") + "; exec \"$@\"", "as", "./backup"),
                        Stream.of(words))
                .toArray(String[]::new);
        return run(environment, command);
    }

    private static Ended run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private static void write(Path data, String text) throws IOException {
        for (String part : PARTS) {
            Files.writeString(Files.createDirectories(data.resolve(part)).resolve("file"), text);
        }
    }

    private static Map<String, String> texts(Path data) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String part : PARTS) {
            Path kept = data.resolve(part).resolve("file");
            if (Files.exists(kept)) {
                texts.put(part, Files.readString(kept));
            }
        }
        return texts;
    }

    private boolean isBrokenOff() {
        return Files.exists(data.resolve(".restoring")) || Files.exists(data.resolve(".restoring-in"));
    }

    private Optional<Path> aside() throws IOException {
        return inData("before-restore-").findFirst();
    }

    private List<Path> leftBehind() throws IOException {
        return inData(".restor").filter(Files::isDirectory).toList();
    }

    private Stream<Path> inData(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(data)) {
            return all.filter(one -> one.getFileName().toString().startsWith(prefix)).toList().stream();
        }
    }
}
