package io.hearth.device.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Silence, by a clock that the test turns. */
class SilenceTest {
    private static final long SECOND = 1_000_000_000;

    private final Silence silence = new Silence();

    private static Silence.Rule home(int seconds) {
        return new Silence.Rule(seconds * SECOND, "default");
    }

    @Test
    void a_device_of_which_nothing_came_for_its_time_is_silent_once_and_again_after_it_was_heard_of() {
        silence.watch(Map.of("boiler", home(90)), 0);
        silence.heard("boiler", 10 * SECOND);

        assertThat(silence.fallenSilent(100 * SECOND - 1, 10)).isEmpty();
        assertThat(silence.fallenSilent(100 * SECOND, 10)).containsExactly("boiler");
        assertThat(silence.isSilent("boiler")).isTrue();
        assertThat(silence.fallenSilent(900 * SECOND, 10)).isEmpty();

        silence.heard("boiler", 1000 * SECOND);
        assertThat(silence.isSilent("boiler")).isFalse();
        assertThat(silence.fallenSilent(1090 * SECOND, 10)).containsExactly("boiler");
    }

    @Test
    void while_nobody_listens_no_time_passes() {
        silence.watch(Map.of("boiler", home(90)), 0);
        silence.deaf(broker -> true, 80 * SECOND);
        silence.deaf(broker -> true, 500 * SECOND);

        assertThat(silence.fallenSilent(589 * SECOND, 10)).isEmpty();
        assertThat(silence.fallenSilent(590 * SECOND, 10)).containsExactly("boiler");
    }

    @Test
    void while_one_broker_is_not_listened_to_the_clocks_of_its_devices_stand_still_and_no_others() {
        silence.watch(Map.of("boiler", home(90), "kiln", new Silence.Rule(90 * SECOND, "plant")), 0);
        silence.deaf("plant"::equals, 80 * SECOND);

        assertThat(silence.fallenSilent(90 * SECOND, 10)).containsExactly("boiler");
        silence.deaf("plant"::equals, 100 * SECOND);
        assertThat(silence.fallenSilent(189 * SECOND, 10)).isEmpty();
        assertThat(silence.fallenSilent(190 * SECOND, 10)).containsExactly("kiln");
    }

    @Test
    void the_clock_of_a_device_goes_on_when_others_change_and_starts_anew_with_another_time() {
        silence.watch(Map.of("boiler", home(90)), 0);
        silence.watch(Map.of("boiler", home(90), "porch", home(10)), 80 * SECOND);
        assertThat(silence.fallenSilent(90 * SECOND, 10)).containsExactlyInAnyOrder("boiler", "porch");

        silence.watch(Map.of("boiler", home(30)), 100 * SECOND);
        assertThat(silence.fallenSilent(129 * SECOND, 10)).isEmpty();
        assertThat(silence.fallenSilent(130 * SECOND, 10)).containsExactly("boiler");
    }

    @Test
    void a_hundred_thousand_that_fall_silent_at_once_cost_no_look_more_than_is_allowed() {
        Map<String, Silence.Rule> limits = new HashMap<>();
        IntStream.range(0, 100_000).forEach(i -> limits.put("d" + i, home(1)));
        silence.watch(limits, 0);

        Set<String> all = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            List<String> some = silence.fallenSilent(2 * SECOND, 5_000);
            assertThat(some).hasSize(5_000);
            all.addAll(some);
        }
        assertThat(all).hasSize(100_000);
        assertThat(silence.fallenSilent(2 * SECOND, 5_000)).isEmpty();
    }

    record Step(int pause, int device, int kind) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 9))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 500)
    void the_silent_ones_are_those_that_a_look_at_every_device_finds(@ForAll("steps") List<Step> steps) {
        Silence fresh = new Silence();
        Map<String, Long> limits = Map.of("d0", 10L, "d1", 25L, "d2", 25L, "d3", 60L);
        Map<String, Silence.Rule> rules = new HashMap<>();
        limits.forEach((name, limit) -> rules.put(name, new Silence.Rule(limit, "default")));
        fresh.watch(rules, 0);
        Map<String, Long> heard = new TreeMap<>();
        limits.keySet().forEach(device -> heard.put(device, 0L));
        Set<String> silent = new TreeSet<>();
        long now = 0;
        long listening = 0;
        for (Step step : steps) {
            now += step.pause();
            String device = "d" + step.device();
            if (step.kind() < 6) {
                fresh.heard(device, now);
                heard.put(device, now);
                silent.remove(device);
            } else if (step.kind() == 6) {
                fresh.deaf(broker -> true, now);
                listening = now;
            } else {
                List<String> expected = new ArrayList<>();
                for (String one : limits.keySet()) {
                    if (Math.max(heard.get(one), listening) + limits.get(one) <= now && silent.add(one)) {
                        expected.add(one);
                    }
                }
                assertThat(fresh.fallenSilent(now, 100)).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }
}
