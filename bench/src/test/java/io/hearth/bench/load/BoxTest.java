package io.hearth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is ended leaves no box behind. */
class BoxTest {
    /** Stands in for ./hearth: what is up is a process of its own, which lasts. */
    private static final String HEARTH = """
            #!/bin/bash
            echo "$1" >>%1$s/called
            case $1 in
              up)
                sleep 1000 &
                echo $! >%1$s/box
                [[ ! -e %1$s/slow ]] || sleep 1000
                ;;
              down)
                kill "$(<%1$s/box)" 2>/dev/null || true
                ;;
            esac
            """;

    @TempDir
    private Path folder;

    private Path program;

    /** A run with a box that does not end by itself. */
    static final class Run {
        private Run() {}

        public static void main(String[] program) throws IOException, InterruptedException {
            Box.up(program[0]);
            System.out.println("up");
            Thread.currentThread().join();
        }
    }

    @BeforeEach
    void aProgramThatStartsAndEndsWhatStandsForTheBox() throws IOException {
        program = Files.writeString(folder.resolve("hearth"), HEARTH.formatted(folder));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void a_run_that_is_ended_takes_its_box_down() throws Exception {
        Process run = run();
        assertThat(run.inputReader().readLine()).isEqualTo("up");

        endedBySigterm(run);

        assertThat(Files.readAllLines(folder.resolve("called"))).containsExactly("up", "down");
        await().atMost(Duration.ofSeconds(5)).until(() -> isGone());
    }

    @Test
    void a_run_that_is_ended_while_its_box_starts_ends_that_too() throws Exception {
        Files.createFile(folder.resolve("slow"));
        Process run = run();
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("box")));

        endedBySigterm(run);

        assertThat(Files.readAllLines(folder.resolve("called"))).containsExactly("up", "down");
        await().atMost(Duration.ofSeconds(5)).until(() -> isGone());
    }

    @Test
    void a_box_that_was_closed_is_not_taken_down_again() throws Exception {
        Box box = Box.up(program.toString());

        box.close();
        box.close();

        assertThat(Files.readAllLines(folder.resolve("called"))).containsExactly("up", "down");
        await().atMost(Duration.ofSeconds(5)).until(() -> isGone());
    }

    private Process run() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName(),
                        program.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void endedBySigterm(Process run) throws InterruptedException {
        run.destroy();
        assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private boolean isGone() throws IOException {
        long box = Long.parseLong(Files.readString(folder.resolve("box")).strip());
        return ProcessHandle.of(box).filter(ProcessHandle::isAlive).isEmpty();
    }
}
