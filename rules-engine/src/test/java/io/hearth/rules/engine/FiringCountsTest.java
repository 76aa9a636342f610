package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiringCountsTest {
    private static final KnownRule COLD = Given.known(Given.rule("cold", Given.below("20")));

    private Optional<HeldBack> gate = Optional.empty();

    @Test
    void what_is_held_back_is_no_firing_and_is_counted_by_what_held_it_back() throws Exception {
        try (RealRedis server = new RealRedis()) {
            server.start();
            try (TestRedisBatch redis = new TestRedisBatch(server.port(), Duration.ofSeconds(5))) {
                FencedRedis open = FencedRedis.open(redis.batch());
                Clock clock = Clock.systemUTC();
                try (Actions actions = new Actions(
                        any -> new Outcome.Done(), new RedisOutboxStore(open, 10), new QuickActions(0, 10), clock)) {
                    Engine engine = new Engine(
                            Given.evaluator(clock),
                            new StateStore(open, 10),
                            actions,
                            List.of(),
                            firing -> gate,
                            clock);
                    engine.load(List.of(COLD));

                    sees(engine, "19");
                    gate = Optional.of(HeldBack.SILENCED);
                    sees(engine, "21");
                    Instant acted = engine.figures(COLD.id()).orElseThrow().lastFiring().orElseThrow();
                    sees(engine, "19");
                    gate = Optional.of(HeldBack.LOOP);
                    sees(engine, "21");

                    Evaluator.RuleFigures figures = engine.figures(COLD.id()).orElseThrow();
                    assertThat(figures.firings()).isOne();
                    assertThat(figures.silenced()).isEqualTo(2);
                    assertThat(figures.looped()).isOne();
                    assertThat(figures.lastFiring()).contains(acted);
                    assertThat(engine.figures().firings()).isOne();
                }
            }
        }
    }

    private static void sees(Engine engine, String value) throws InterruptedException {
        engine.handle(List.of(Given.message(Given.LIVINGROOM, Sample.originOf(Instant.now()), value)));
    }
}
