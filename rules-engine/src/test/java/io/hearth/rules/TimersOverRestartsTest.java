package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import io.hearth.rules.spec.SpecCase;
import io.hearth.rules.spec.SpecRules;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What runs by the clock goes on over a kill, at its time and once, with a real Redis. */
class TimersOverRestartsTest {
    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private final MovedClock clock = new MovedClock(Given.NOW);

    private final EngineLife.FarEnd farEnd = new EngineLife.FarEnd();

    private EngineLife life() {
        return new EngineLife(redis, clock, farEnd, List.of());
    }

    /** A rule of the specification by its title. */
    private static Rule specified(String title) {
        return SpecRules.read(SpecCase.all().stream()
                .filter(any -> any.title().equals(title))
                .findFirst()
                .orElseThrow()
                .rule());
    }

    @Test
    void a_hold_survives_a_kill_at_every_second_and_fires_once_at_its_time() throws Exception {
        try (EngineLife first = life()) {
            first.start();
            first.book().add(List.of(specified("it must hold for the delay")));
            first.engine().handle(List.of(Given.message(new SignalKey("d", "t"), Given.EPOCH + Given.SECOND, "19")));
        }
        for (int second = 2; second <= 33; second++) {
            clock.to(Given.NOW.plusSeconds(second));
            try (EngineLife next = life()) {
                next.start();
                next.engine().tick();
                await().until(next::isIdle);
                // Each start gives news ten seconds to come in.
                assertThat(next.state()).isEqualTo("PENDING");
            }
        }
        clock.to(Given.NOW.plusSeconds(43));
        try (EngineLife last = life()) {
            last.start();
            clock.to(Given.NOW.plusSeconds(53));
            last.engine().tick();
            last.engine().tick();
            await().until(last::isIdle);
        }
        assertThat(farEnd.told()).containsExactly("on");
    }

    @Test
    void a_cool_down_counts_though_the_engine_is_killed_as_soon_as_the_command_is_done() throws Exception {
        try (EngineLife first = life()) {
            first.start();
            first.book().add(List.of(specified("a cool-down counts from what was done")));
            first.engine().handle(List.of(Given.message(new SignalKey("d", "t"), Given.EPOCH + Given.SECOND, "19")));
            await().until(first::isIdle);
        }
        try (EngineLife next = life()) {
            next.start();
            clock.to(Given.NOW.plusSeconds(3));
            next.engine()
                    .handle(List.of(
                            Given.message(new SignalKey("d", "t"), Given.EPOCH + 2 * Given.SECOND, "21"),
                            Given.message(new SignalKey("d", "t"), Given.EPOCH + 3 * Given.SECOND, "19")));
            next.engine().tick();
            await().until(next::isIdle);

            clock.to(Given.NOW.plusSeconds(59));
            next.engine().tick();
            await().until(next::isIdle);
            assertThat(farEnd.told()).containsExactly("on", "off");
        }
    }
}
