package io.hearth.device.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.OperatingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often core-metadata is told, by a clock that the test turns. */
class PacingTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;
    private static final OperatingState UP = OperatingState.UP;
    private static final OperatingState DOWN = OperatingState.DOWN;

    private final Pacing pacing = new Pacing(10, Duration.ofSeconds(1), Duration.ofSeconds(30), 0);

    private List<String> toldBy(long now) {
        List<String> told = new ArrayList<>();
        for (Optional<Pacing.Due> due = pacing.next(now); due.isPresent(); due = pacing.next(now)) {
            told.add(due.get().device() + " " + due.get().state());
        }
        return told;
    }

    @Test
    void a_first_change_is_told_at_once_and_up_always_is() {
        pacing.want("boiler", DOWN, 0);
        assertThat(toldBy(0)).containsExactly("boiler DOWN");
        pacing.want("boiler", UP, 10 * MS);
        assertThat(toldBy(10 * MS)).containsExactly("boiler UP");
    }

    @Test
    void down_waits_until_the_last_telling_is_a_while_ago_and_is_not_told_when_it_is_over_by_then() {
        pacing.want("boiler", DOWN, 0);
        toldBy(0);
        pacing.want("boiler", UP, 10 * MS);
        toldBy(10 * MS);
        pacing.settled("boiler");
        pacing.want("boiler", DOWN, 20 * MS);
        assertThat(toldBy(1009 * MS)).isEmpty();
        assertThat(pacing.withdraw("boiler")).isTrue();
        assertThat(toldBy(5 * SECOND)).isEmpty();

        pacing.want("boiler", DOWN, 5 * SECOND);
        assertThat(toldBy(5 * SECOND)).containsExactly("boiler DOWN");
        assertThat(pacing.withdraw("boiler")).isFalse();
    }

    @Test
    void what_was_told_last_is_not_told_again_because_something_else_was_wanted_for_a_moment() {
        pacing.want("boiler", DOWN, 0);
        toldBy(0);
        pacing.want("boiler", UP, 10 * MS);
        toldBy(10 * MS);
        for (int i = 20; i < 500; i += 20) {
            pacing.want("boiler", DOWN, i * MS);
            pacing.want("boiler", UP, (i + 10) * MS);
            assertThat(toldBy((i + 10) * MS)).isEmpty();
        }
        assertThat(toldBy(29 * SECOND)).isEmpty();
        assertThat(toldBy(31 * SECOND)).containsExactly("boiler UP");
    }

    @Test
    void down_waits_until_up_has_shown() {
        pacing.want("boiler", DOWN, 0);
        toldBy(0);
        pacing.want("boiler", UP, 10 * MS);
        toldBy(10 * MS);
        pacing.want("boiler", DOWN, 20 * MS);
        assertThat(toldBy(5 * SECOND)).isEmpty();
        pacing.shown("boiler", 5 * SECOND);
        assertThat(toldBy(5 * SECOND)).containsExactly("boiler DOWN");
    }

    @Test
    void what_does_not_show_is_told_again_until_it_is_settled() {
        pacing.want("boiler", DOWN, 0);
        toldBy(0);
        assertThat(toldBy(29 * SECOND)).isEmpty();
        assertThat(toldBy(30 * SECOND)).containsExactly("boiler DOWN");
        pacing.settled("boiler");
        assertThat(toldBy(90 * SECOND)).isEmpty();
        assertThat(pacing.size()).isZero();
    }

    @Test
    void a_hundred_thousand_flapping_devices_are_told_of_at_the_rate_and_each_as_it_was_last() {
        Pacing crowd = new Pacing(10_000, Duration.ofSeconds(1), Duration.ofHours(1), 0);
        Map<String, OperatingState> last = new HashMap<>();
        Map<String, OperatingState> told = new HashMap<>();
        int tellings = 0;
        long now = 0;
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 100_000; i++) {
                OperatingState state = (i + round) % 2 == 0 ? UP : DOWN;
                crowd.want("d" + i, state, now);
                last.put("d" + i, state);
            }
            now += 100 * MS;
            tellings += tell(crowd, now, told);
        }
        // What a second allows, and what was saved before it.
        assertThat(tellings).isLessThanOrEqualTo(20_000);
        assertThat(crowd.size()).isEqualTo(100_000);

        for (int i = 0; i < 200; i++) {
            long shown = now;
            (i % 20 == 0 ? told : Map.<String, OperatingState>of()).forEach((device, state) -> {
                if (state == last.get(device)) {
                    crowd.settled(device);
                } else {
                    crowd.shown(device, shown);
                }
            });
            now += 100 * MS;
            tell(crowd, now, told);
        }
        assertThat(told.equals(last)).isTrue();
    }

    private static int tell(Pacing crowd, long now, Map<String, OperatingState> told) {
        int count = 0;
        for (Optional<Pacing.Due> due = crowd.next(now); due.isPresent(); due = crowd.next(now)) {
            told.put(due.get().device(), due.get().state());
            count++;
        }
        return count;
    }
}
