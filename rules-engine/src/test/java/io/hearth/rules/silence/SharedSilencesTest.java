package io.hearth.rules.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Silences that several replicas add and remove. */
class SharedSilencesTest {
    private static Silences silences(TestRedisBatch redis) {
        SilenceStore store = SilenceStore.shared(FencedRedis.open(redis.batch()));
        return new Silences(store, new TestBounds(), selector -> Set.of(), Clock.systemUTC());
    }

    @Test
    void one_that_another_replica_ended_is_over_also_when_a_share_begins_here_before_that_was_followed()
            throws Exception {
        SilenceRequests requests = new SilenceRequests(new TestBounds(), ZoneOffset.UTC, Clock.systemUTC());
        byte[] cold = "{\"rule\":\"cold\",\"for\":\"1h\"}".getBytes(StandardCharsets.UTF_8);
        try (RealRedis server = new RealRedis()) {
            server.start();
            try (TestRedisBatch redis = new TestRedisBatch(server.port())) {
                Silences here = silences(redis);
                Silences there = silences(redis);
                here.add(requests.read(cold, "person:alice").silences());
                here.load();
                there.load();
                assertThat(there.delete(here.all().getFirst().id())).isTrue();

                here.load();
                here.follow();

                assertThat(here.all()).isEmpty();
            }
        }
    }
}
