package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What containers keep, services or the box, in one file by {@code docker/backup} while devices publish; thrown away, and put
 * back: all that was acknowledged before is there, and goes on. Of the compose project that {@code -Dhearth.test.compose=NAME}
 * names, whose data it throws away.
 */
@EnabledIfSystemProperty(
        named = Containers.PROJECT,
        matches = ".+",
        disabledReason = "no containers: say which compose project with -D" + Containers.PROJECT)
class ContainersBackupIT {
    private static final Duration LONG = PatienceSetting.orElse(Duration.ofMinutes(2));
    private static final int FIRST = 100_000;
    private static final int PER_SECOND = 200;
    private static final int ENOUGH = 400;
    private static final String RUN = Long.toString(System.currentTimeMillis() / 1000, 36);

    @TempDir
    private Path folder;

    private final Containers containers = Containers.underTest();
    private final Doors doors = new Doors();

    @Test
    void what_was_acknowledged_before_a_backup_is_there_after_a_restore_once_and_rules_go_on() throws IOException {
        doors.awaitReady();
        Path file = folder.resolve("hearth.tgz");
        try (HeatedRooms rooms = new HeatedRooms(doors)) {
            rooms.build(RUN, 3);
            rooms.getsCold();
            await("the first is heated").atMost(LONG).until(() -> rooms.heated() == 1);
            await("and stored")
                    .atMost(LONG)
                    .until(() -> readingsOf(RUN + "-0")
                                    .path("readings")
                                    .path(0)
                                    .path("value")
                                    .asDouble()
                            < 20);
            JsonNode readings = readingsOf(RUN + "-0");
            JsonNode device = deviceOf(RUN + "-0");
            Set<Integer> before;
            Set<Integer> maybeTwice;
            try (SteadyPublisher publisher = new SteadyPublisher(doors.port(1883), HeatedRooms.topic(RUN), FIRST)) {
                publisher.start(PER_SECOND);
                await().atMost(LONG).until(() -> publisher.acknowledged().size() > ENOUGH);
                before = Set.copyOf(publisher.acknowledged());

                Command.Outcome backedUp = containers.backup(file.toString());

                assertThat(backedUp.exitCode()).as(backedUp.output()).isZero();
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                await("devices go on")
                        .atMost(LONG)
                        .until(() -> publisher.acknowledged().size() > before.size() + ENOUGH);
                maybeTwice = publisher.maybeTwice();
            }
            doors.awaitReady();
            Command.Outcome refused = containers.backup("--restore", file.toString(), "--force");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("containers of " + containers.project() + " run");

            containers.compose("down", "--volumes");
            Command.Outcome restored = containers.backup("--restore", file.toString());
            assertThat(restored.exitCode()).as(restored.output()).isZero();
            containers.compose("up", "-d");
            doors.awaitReady();

            await("what was acknowledged is stored")
                    .atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> stored().missing(before) == 0);
            Set<Integer> twice = stored().numbersTwice();
            twice.removeAll(maybeTwice);
            assertThat(twice).isEmpty();
            assertThat(readingsOf(RUN + "-0")).isEqualTo(readings);
            assertThat(deviceOf(RUN + "-0")).isEqualTo(device);
            rooms.getsCold();
            await("the second is heated").atMost(LONG).until(() -> rooms.heated() == 2);
            assertThat(rooms.heatedTwice()).isEmpty();
        }
    }

    private StoredNumbers stored() {
        return StoredNumbers.of(path -> doors.getJson(59880, path), RUN, "temperature")
                .from(FIRST);
    }

    /** As it was added: when it last reported may be told later than it is looked at. */
    private JsonNode deviceOf(String name) {
        JsonNode device = doors.getJson(59881, "/api/v3/device/name/" + name).path("device");
        return ((ObjectNode) device).without("lastReported");
    }

    private JsonNode readingsOf(String device) {
        return doors.getJson(59880, "/api/v3/reading/device/name/" + device + "?limit=-1");
    }
}
