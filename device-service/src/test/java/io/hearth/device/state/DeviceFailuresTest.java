package io.hearth.device.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.online.DurableNotes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EdgeX device SDK, device state: AllowedFails. */
class DeviceFailuresTest {
    private final List<String> set = new ArrayList<>();
    private final List<String> retried = new ArrayList<>();
    private DurableNotes kept;
    private DeviceFailures failures;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        kept = DurableNotes.open(folder.resolve("failed-devices"));
        failures = failures();
    }

    private DeviceFailures failures() {
        return new DeviceFailures(3, (device, state) -> set.add(device + " " + state), retried::add, kept);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            failures.failed("boiler", "no answer");
        }
    }

    @Test
    void as_many_failures_on_end_as_allowed_make_a_device_down_once() {
        fail(2);
        assertThat(set).isEmpty();
        fail(3);
        assertThat(set).containsExactly("boiler DOWN");
        assertThat(retried).containsExactly("boiler");
    }

    @Test
    void an_answer_in_between_begins_the_count_anew() {
        fail(2);
        failures.answered("boiler");
        fail(2);
        assertThat(set).isEmpty();
    }

    @Test
    void one_that_is_down_for_its_failures_is_up_with_its_first_answer() {
        fail(3);
        failures.answered("boiler");
        failures.answered("boiler");
        assertThat(set).containsExactly("boiler DOWN", "boiler UP");
        assertThat(failures.isDown("boiler")).isFalse();
    }

    @Test
    void one_that_somebody_else_set_down_is_not_set_up() {
        failures.told("boiler", OperatingState.DOWN);
        failures.answered("boiler");
        assertThat(set).isEmpty();
    }

    @Test
    void what_core_metadata_says_before_it_knows_of_the_failure_changes_nothing_and_a_persons_up_later_begins_anew() {
        fail(3);
        failures.told("boiler", OperatingState.UP);
        assertThat(failures.isDown("boiler")).isTrue();
        failures.told("boiler", OperatingState.DOWN);
        failures.told("boiler", OperatingState.UP);
        assertThat(failures.isDown("boiler")).isFalse();
        fail(2);
        assertThat(set).containsExactly("boiler DOWN");
    }

    @Test
    void one_that_is_down_for_its_failures_is_known_after_a_restart_and_up_with_its_first_answer() {
        fail(3);
        failures.told("boiler", OperatingState.DOWN);

        kept = DurableNotes.open(folder.resolve("failed-devices"));
        failures = failures();
        assertThat(failures.isDown("boiler")).isTrue();
        failures.answered("boiler");
        assertThat(set).containsExactly("boiler DOWN", "boiler UP");

        // Killed before core-metadata took it: it is said again.
        kept = DurableNotes.open(folder.resolve("failed-devices"));
        failures = failures();
        failures.answered("boiler");
        assertThat(set).endsWith("boiler UP", "boiler UP");

        failures.told("boiler", OperatingState.UP);
        kept = DurableNotes.open(folder.resolve("failed-devices"));
        assertThat(failures().concerned()).isEmpty();
    }

    @Test
    void zero_allowed_failures_is_never_down_and_a_device_that_is_gone_is_forgotten() {
        DeviceFailures off = new DeviceFailures(0, (device, state) -> set.add(device), retried::add, kept);
        off.failed("boiler", "no answer");
        assertThat(set).isEmpty();
        fail(3);
        failures.keep(Set.of("other"));
        assertThat(failures.isDown("boiler")).isFalse();
        assertThat(failures.concerned()).isEmpty();
    }
}
