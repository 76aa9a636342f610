package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A box backed up while devices publish, gone, and restored into another folder: what it had acknowledged is there, once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int FIRST = 1_000_000;
    private static final int PER_SECOND = 200;
    private static final int ENOUGH = 400;

    @TempDir
    static Path folder;

    private static Box box;
    private static Box other;

    @BeforeAll
    static void up() {
        box = new Box(Box.Parts.EMBEDDED).up().withSmartHome();
        other = new Box(Box.Parts.EMBEDDED);
    }

    @AfterAll
    static void down() {
        box.close();
        other.close();
    }

    @Test
    @Order(1)
    void a_backup_is_for_its_owner_alone_and_does_not_overwrite_another() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine"), "something else");

        Command.Outcome refused = box.hearth("backup", mine.toString());
        Path file = folder.resolve("first.tgz");
        Command.Outcome backedUp = box.hearth("backup", file.toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains(mine + " is there already");
        assertThat(mine).hasContent("something else");
        assertThat(backedUp.exitCode()).as(backedUp.output()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    @Order(2)
    void a_restore_changes_nothing_while_the_box_runs() {
        Command.Outcome refused =
                box.hearth("restore", folder.resolve("first.tgz").toString(), "--force");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("a box has its data in " + box.data());
        assertThat(box.get(59881, "/api/v3/device/name/boiler").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void what_was_acknowledged_before_the_backup_is_in_it_and_restored_into_another_folder() {
        Path file = folder.resolve("hearth.tgz");
        Set<Integer> before;
        try (SteadyPublisher sensor = new SteadyPublisher(box.mqttPort(), "home/bedroom/temperature", FIRST)) {
            sensor.start(PER_SECOND);
            await().atMost(SOON).until(() -> sensor.acknowledged().size() > ENOUGH);
            before = Set.copyOf(sensor.acknowledged());

            assertThat(box.hearth("backup", file.toString()).output()).contains("backed up to " + file);

            await("the box goes on")
                    .atMost(SOON)
                    .until(() -> sensor.acknowledged().size() > before.size() + ENOUGH);
        }
        box.down();

        assertThat(other.hearth("restore", file.toString()).output()).contains("restored " + other.data());
        other.up();

        await().atMost(SOON)
                .until(() -> StoredNumbers.of(other, "bedroom", "temperature").missing(before) == 0);
        assertThat(StoredNumbers.of(other, "bedroom", "temperature").twice()).isZero();
        assertThat(other.get(59881, "/api/v3/device/name/boiler").statusCode()).isEqualTo(200);
        assertThat(other.get(59720, "/api/v3/rule/name/boiler-on-when-cold").statusCode())
                .isEqualTo(200);
        assertTheBoilerIsToldToHeat();
        other.down();
    }

    /** In the first box, which is down now, with its data in its folder. */
    @Test
    @Order(4)
    void a_restore_over_data_is_refused_unless_forced_and_one_from_a_file_that_is_not_whole_always()
            throws IOException {
        Path whole = folder.resolve("hearth.tgz");
        Path kept = Files.writeString(box.data().resolve("device-mqtt/mark"), "of what is there");
        byte[] bytes = Files.readAllBytes(whole);
        Path half = Files.write(folder.resolve("half.tgz"), Arrays.copyOf(bytes, bytes.length / 2));

        for (Path broken : List.of(half, withAnotherManifest(whole))) {
            Command.Outcome outcome = box.hearth("restore", broken.toString(), "--force");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.output()).contains(broken + " is no backup of Hearth, or not whole");
        }
        Command.Outcome refused = box.hearth("restore", whole.toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("there is data in " + box.data()).contains("--force");
        assertThat(kept).exists();

        Command.Outcome forced = box.hearth("restore", whole.toString(), "--force");

        assertThat(forced.exitCode()).as(forced.output()).isZero();
        assertThat(forced.output()).contains("what was there is in " + box.data());
        assertThat(kept).doesNotExist();
    }

    /** A file that tar has nothing against. */
    private static Path withAnotherManifest(Path whole) throws IOException {
        Path other = folder.resolve("changed.tgz");
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Command.Outcome packed = Command.run(
                SOON,
                "bash",
                "-c",
                "cd " + parts + " && tar -xzf " + whole + " && echo host=another >>manifest && tar -czf " + other
                        + " *");
        assertThat(packed.exitCode()).as(packed.output()).isZero();
        return other;
    }

    private static void assertTheBoilerIsToldToHeat() {
        other.publish("home/livingroom/temperature", "21.5");
        other.publish("home/livingroom/temperature", "17.5");
        await().atMost(SOON).until(() -> other.firstMessage("home/boiler/control", Duration.ofSeconds(3))
                .contains("heat"));
    }
}
