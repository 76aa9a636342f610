package io.hearth.box.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A box that is started by hand while the script is under way with its data. */
class BoxStartedMeanwhileTest {
    /** Stands in for tar, with which the script is under way when the box takes its folder. */
    private static final String TAR = """
            #!/bin/bash
            mkdir -p %1$s/run
            echo %2$d >%1$s/run/box.pid
            %3$s
            PATH=${PATH#*:} exec tar "$@"
            """;

    @TempDir
    private Path folder;

    private Path data;
    private Path file;
    private Process box;

    private record Ended(int code, String output) {}

    @BeforeEach
    void aBackupAndOtherData() throws Exception {
        data = folder.resolve("data");
        file = folder.resolve("hearth.tgz");
        kept("new");
        assertThat(backup(System.getenv("PATH"), "backup", data.toString(), file.toString())
                        .code())
                .isZero();
        kept("old");
        // All that is known of a box is its name, and that it runs.
        box = new ProcessBuilder("bash", "-c", "exec -a quarkus-run.jar sleep 1000").start();
        Files.createDirectory(folder.resolve("programs"));
        boxDuringTar("");
    }

    /** A box is started when the script copies or unpacks, and then does this too. */
    private void boxDuringTar(String also) throws IOException {
        Path tar = Files.writeString(folder.resolve("programs/tar"), TAR.formatted(data, box.pid(), also));
        Files.setPosixFilePermissions(tar, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void end() {
        box.destroyForcibly();
    }

    @Test
    void a_restore_changes_nothing_under_it() throws Exception {
        Ended restored = meanwhile("restore", data.toString(), file.toString(), "--force");

        assertThat(restored.code()).as(restored.output()).isEqualTo(1);
        assertThat(restored.output())
                .contains("a box was started with its data in " + data)
                .contains("nothing was changed");
        assertThat(kept()).isEqualTo("old");
        assertThat(data.resolve(".restoring")).doesNotExist();
        try (var left = Files.newDirectoryStream(data, "{.restore.??????,before-restore-*}")) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void the_same_restore_is_carried_out_when_the_box_is_down() throws Exception {
        meanwhile("restore", data.toString(), file.toString(), "--force");
        box.destroyForcibly().waitFor();

        Ended restored = backup(System.getenv("PATH"), "restore", data.toString(), file.toString(), "--force");

        assertThat(restored.code()).as(restored.output()).isZero();
        assertThat(kept()).isEqualTo("new");
    }

    @Test
    void a_restore_that_was_broken_off_waits_until_it_is_down() throws Exception {
        Files.createDirectories(data.resolve(".restoring/data"));
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/box.pid"), box.pid() + "\n");

        Ended finished = backup(System.getenv("PATH"), "finish", data.toString());

        assertThat(finished.code()).as(finished.output()).isEqualTo(1);
        assertThat(finished.output()).contains("a box has its data in " + data);
        assertThat(data.resolve(".restoring")).exists();
    }

    @Test
    void a_backup_of_what_it_changes_meanwhile_is_none() throws Exception {
        Path another = folder.resolve("another.tgz");

        Ended backedUp = meanwhile("backup", data.toString(), another.toString());

        assertThat(backedUp.code()).as(backedUp.output()).isEqualTo(1);
        assertThat(backedUp.output()).contains("a box was started with its data in " + data);
        assertThat(another).doesNotExist();
    }

    /** It takes its pid away when it stops by itself, and leaves it when it is killed. */
    @ParameterizedTest
    @ValueSource(strings = {"kill %1$d; rm %2$s/run/box.pid", "kill -9 %1$d"})
    void a_backup_of_what_it_changes_is_none_also_when_it_has_stopped_by_then(String stop) throws Exception {
        Path another = folder.resolve("another.tgz");
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/box.pid"), "1\n");
        boxDuringTar(stop.formatted(box.pid(), data));

        Ended backedUp = meanwhile("backup", data.toString(), another.toString());

        assertThat(backedUp.code()).as(backedUp.output()).isEqualTo(1);
        assertThat(backedUp.output()).contains("a box was started with its data in " + data);
        assertThat(another).doesNotExist();
    }

    private Ended meanwhile(String... words) throws Exception {
        return backup(folder.resolve("programs") + ":" + System.getenv("PATH"), words);
    }

    private static Ended backup(String path, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("./backup"), Stream.of(words)).toList())
                .redirectErrorStream(true);
        builder.environment().put("PATH", path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private void kept(String text) throws IOException {
        Files.writeString(Files.createDirectories(data.resolve("redis")).resolve("file"), text);
    }

    private String kept() throws IOException {
        return Files.readString(data.resolve("redis/file"));
    }
}
