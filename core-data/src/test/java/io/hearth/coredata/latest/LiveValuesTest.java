package io.hearth.coredata.latest;

import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.coredata.store.StoreOnRealRedis;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveValuesTest {
    private static final DeviceChoice ALL = DeviceChoice.of(List.of());
    private static final Duration SOON = Duration.ofSeconds(30);
    private static StoreOnRealRedis on;

    private final LiveValues live = new LiveValues(on.changes, on.latest, on.config);

    @BeforeAll
    static void open() {
        on = new StoreOnRealRedis(Map.of("hearth.data.latest.interval", "10ms"));
    }

    @AfterAll
    static void close() {
        on.close();
    }

    @BeforeEach
    void clear() {
        on.clear();
    }

    @Test
    void a_stop_ends_all_streams_at_once() {
        Ear one = new Ear();
        Ear two = new Ear();
        live.listen(ALL, 0).subscribe(one);
        live.listen(ALL, 0).subscribe(two);
        on.add(event("a", ORIGIN, "1"));
        await().atMost(SOON).until(() -> !one.values.isEmpty() && !two.values.isEmpty());

        live.stop(new ShutdownDelayInitiatedEvent());

        assertThat(one.completed && two.completed).isTrue();
        Ear late = new Ear();
        live.listen(ALL, 0).subscribe(late);
        await().atMost(SOON).until(() -> late.completed);
    }

    @Test
    void a_redis_that_lost_its_last_moments_does_not_silence_the_stream() {
        Ear ear = new Ear();
        for (int i = 0; i < 5; i++) {
            on.add(event("a", ORIGIN + i, "1"));
        }
        live.listen(ALL, 0).subscribe(ear);
        await().atMost(SOON).until(() -> !ear.values.isEmpty());

        on.clear();
        on.add(event("b", ORIGIN, "2"));

        await().atMost(SOON).until(() -> ear.values.getLast().contains("\"b\""));
    }

    @Test
    void a_listener_after_all_others_have_left_is_told_as_the_first_was() {
        Ear first = new Ear();
        live.listen(ALL, 0).subscribe(first);
        on.add(event("a", ORIGIN, "1"));
        await().atMost(SOON).until(() -> !first.values.isEmpty());
        first.subscription.cancel();
        on.add(event("a", ORIGIN + 1, "2"));

        Ear next = new Ear();
        live.listen(ALL, 0).subscribe(next);
        await().atMost(SOON).until(() -> !next.values.isEmpty());
        on.add(event("a", ORIGIN + 2, "3"));

        await().atMost(SOON).until(() -> next.values.getLast().contains("\"3\""));
        assertThat(next.values.getFirst()).contains("\"2\"");
        assertThat(first.values).noneMatch(json -> json.contains("\"2\""));
    }

    /** Takes whatever comes. */
    private static final class Ear implements Flow.Subscriber<LiveValues.Message> {
        private final List<String> values = new CopyOnWriteArrayList<>();
        private volatile Flow.Subscription subscription;
        private volatile boolean completed;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(LiveValues.Message message) {
            if (message instanceof LiveValues.Message.Values(long position, String json)) {
                values.add(json);
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {
            completed = true;
        }
    }
}
