package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Action;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The outbox in Redis. */
class RedisOutboxStoreTest {
    @Test
    void an_action_that_is_given_up_is_listed_once_also_when_that_is_stored_again_and_waits_no_more() throws Exception {
        Intent intent = Firings.intent(new Action.Command("boiler", "control", Map.of("mode", "heat")), 1, "19");
        FailedAction failed = new FailedAction(intent, "device is gone", 3, Given.NOW);
        try (RealRedis server = new RealRedis()) {
            server.start();
            try (TestRedisBatch redis = new TestRedisBatch(server.port())) {
                RedisOutboxStore store = new RedisOutboxStore(FencedRedis.open(redis.batch()), 10);
                store.keep(intent);

                store.giveUp(failed);
                // As when its answer was lost.
                store.giveUp(failed);

                assertThat(store.failed()).extracting(FailedAction::reason).isEqualTo(List.of("device is gone"));
                assertThat(store.load()).isEmpty();
            }
        }
    }
}
