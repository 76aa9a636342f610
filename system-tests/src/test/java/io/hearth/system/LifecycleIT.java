package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Up, down, killed and up again: the data is there, and nothing is left behind. */
class LifecycleIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private Box box;

    @BeforeEach
    void up() {
        box = Box.withPartsUnderTest().up().withSmartHome();
    }

    @AfterEach
    void down() {
        box.close();
    }

    @Test
    void readings_devices_and_rules_are_found_again_after_down() {
        storeOne();

        assertThat(box.down().exitCode()).isZero();
        box.up();

        assertStoryIsThere();
    }

    @Test
    void readings_devices_and_rules_are_found_again_after_kill_9() {
        storeOne();

        box.kill();
        box.up();

        assertStoryIsThere();
    }

    @Test
    void a_second_up_says_that_the_box_is_up_already_and_leaves_it_alone() {
        long pid = box.process().pid();

        Command.Outcome again = box.tryUp();

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("already");
        assertThat(box.process().pid()).isEqualTo(pid);
    }

    @Test
    void down_leaves_no_process_behind() {
        List<ProcessHandle> all = everyProcess();

        box.down();

        assertThat(all).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void kill_9_leaves_no_process_behind_either() {
        List<ProcessHandle> all = everyProcess();

        box.kill();

        await().atMost(SOON).untilAsserted(() -> assertThat(all).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void the_services_stop_within_ten_seconds() {
        long from = System.nanoTime();

        assertThat(box.down().output()).doesNotContain("-9");

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
    }

    private List<ProcessHandle> everyProcess() {
        ProcessHandle main = box.process();
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(main), main.descendants())
                .toList();
    }

    private void storeOne() {
        box.publish("home/bedroom/temperature", "21.25");
        await().atMost(SOON).until(() -> bedroom().contains("21.25"));
    }

    private void assertStoryIsThere() {
        assertThat(bedroom()).contains("21.25");
        assertThat(box.get(59881, "/api/v3/device/name/boiler").statusCode()).isEqualTo(200);
        assertThat(box.get(59720, "/api/v3/rule/name/boiler-on-when-cold").statusCode())
                .isEqualTo(200);
    }

    private String bedroom() {
        return box.get(59880, "/api/v3/reading/device/name/bedroom/resourceName/temperature?limit=1")
                .body();
    }
}
