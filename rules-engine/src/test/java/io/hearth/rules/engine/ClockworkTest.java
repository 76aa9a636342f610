package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.Given;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.fault.Faults;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ClockworkTest {
    private final AtomicBoolean broken = new AtomicBoolean();

    /** One of which an error can come. */
    private final class Breaking extends Clock {
        @Override
        public Instant instant() {
            if (broken.get()) {
                throw new AssertionError("unforeseen");
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void an_error_does_not_stop_time_and_is_seen_until_it_is_over() throws Exception {
        Clock clock = new Breaking();
        try (RealRedis server = new RealRedis()) {
            server.start();
            try (TestRedisBatch redis = new TestRedisBatch(server.port())) {
                FencedRedis open = FencedRedis.open(redis.batch());
                Actions actions = new Actions(
                        any -> new Outcome.Done(), new RedisOutboxStore(open, 10), new QuickActions(0, 10), clock);
                Engine engine =
                        new Engine(Given.evaluator(clock), new StateStore(open, 10, 1_000), actions, List.of(), clock);
                engine.load(List.of());
                broken.set(true);
                try (actions;
                        Clockwork clockwork = Clockwork.start(engine)) {
                    await().until(() -> Faults.failing().isPresent());
                    assertThat(Faults.failing().orElseThrow()).contains("rules-clock", "unforeseen");

                    broken.set(false);

                    await().until(() -> Faults.failing().isEmpty());
                }
            }
        }
    }
}
