package io.hearth.command.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.command.profile.MetadataTest;
import io.hearth.command.store.Pile;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class TurnsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Inject
    RedisBatch redis;

    private final String device = "boiler-" + UUID.randomUUID();
    private final List<Pile> piles = new ArrayList<>();
    private final List<Turns> replicas = new ArrayList<>();

    @AfterEach
    void stop() {
        replicas.forEach(Turns::close);
        piles.forEach(Pile::close);
    }

    @Test
    void a_replica_waits_for_another_s_command_to_the_same_device() {
        Turns.Turn first = replica(true).take(device);
        assertThat(first.await(LONG)).isTrue();
        Turns.Turn second = replica(true).take(device);
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(
                () -> second.await(LONG), task -> Thread.ofVirtual().start(task));
        await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());

        first.close();

        assertThat(waiting.join()).isTrue();
    }

    @Test
    void another_device_is_not_waited_for() {
        Turns.Turn first = replica(true).take(device);
        assertThat(first.await(LONG)).isTrue();

        assertThat(replica(true).take("other-" + device).await(LONG)).isTrue();
    }

    @Test
    void a_turn_that_does_not_come_in_time_is_told() {
        assertThat(replica(true).take(device).await(LONG)).isTrue();

        assertThat(replica(true).take(device).await(SHORT)).isFalse();
    }

    @Test
    void the_turns_of_a_replica_that_is_gone_are_taken_from_it() {
        Turns gone = replica(true);
        assertThat(gone.take(device).await(LONG)).isTrue();
        Turns.Turn next = replica(true).take(device);
        assertThat(next.await(SHORT)).isFalse();

        gone.close();
        redis.send(Request.cmd(Command.KEYS).arg("cc:alive:*"))
                .forEach(key -> redis.send(Request.cmd(Command.DEL).arg(key.toString())));

        assertThat(next.await(LONG)).isTrue();
    }

    @Test
    void two_replicas_never_command_one_device_at_once_and_each_keeps_its_order() {
        Lanes[] lanes = {new Lanes(100, 1000, 10), new Lanes(100, 1000, 10)};
        Turns[] turns = {replica(true), replica(true)};
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> order = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            int replica = i % 2;
            Turns.Turn turn = turns[replica].take(device);
            lanes[replica].submit(device, () -> {
                try (turn) {
                    turn.await(LONG);
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    order.add(number);
                    LockSupport.parkNanos(2_000_000);
                    atOnce.decrementAndGet();
                }
            });
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> order.size() == 40);
        assertThat(most.get()).isEqualTo(1);
        for (int replica = 0; replica < 2; replica++) {
            int own = replica;
            assertThat(order.stream().filter(number -> number % 2 == own)).isSorted();
        }
        await().until(() ->
                redis.send(Request.cmd(Command.EXISTS).arg("cc:turn:" + device)).toInteger() == 0);
    }

    @Test
    void replicas_have_their_turns_in_the_order_in_which_they_queued() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        Turns.Turn holder = replica(true).take(device);
        assertThat(holder.await(LONG)).isTrue();
        for (int i = 0; i < 5; i++) {
            int number = i;
            int queued = i + 2;
            Turns.Turn turn = replica(true).take(device);
            await().until(() -> redis.send(Request.cmd(Command.LLEN).arg("cc:turn:" + device))
                            .toInteger()
                    == queued);
            Thread.startVirtualThread(() -> {
                turn.await(LONG);
                order.add(number);
                turn.close();
            });
        }

        holder.close();

        await().atMost(LONG).until(() -> order.size() == 5);
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void a_turn_that_could_not_be_given_back_is_given_back_when_redis_is_there_again() {
        AtomicInteger refused = new AtomicInteger();
        AtomicBoolean away = new AtomicBoolean();
        Pile pile = new Pile(redis) {
            @Override
            public CompletableFuture<List<Response>> sendLater(Request... requests) {
                if (away.get()) {
                    refused.incrementAndGet();
                    return CompletableFuture.failedFuture(new StoreUnavailable("away", null));
                }
                return super.sendLater(requests);
            }
        };
        Turns turns = replica(
                pile, Map.of("hearth.command.order.across-replicas", "true", "hearth.command.order.lease", "500ms"));
        Turns.Turn turn = turns.take(device);
        assertThat(turn.await(LONG)).isTrue();
        away.set(true);
        turn.close();
        await().until(() -> refused.get() > 7);

        away.set(false);

        await().until(() ->
                redis.send(Request.cmd(Command.EXISTS).arg("cc:turn:" + device)).toInteger() == 0);
    }

    @Test
    void without_replicas_nobody_waits_and_redis_is_not_asked() {
        Turns alone = replica(false);

        assertThat(alone.take(device).await(Duration.ZERO)).isTrue();
        assertThat(alone.take(device).await(Duration.ZERO)).isTrue();
        assertThat(redis.send(Request.cmd(Command.EXISTS).arg("cc:turn:" + device))
                        .toInteger())
                .isZero();
    }

    private Turns replica(boolean acrossReplicas) {
        return replica(
                new Pile(redis), Map.of("hearth.command.order.across-replicas", Boolean.toString(acrossReplicas)));
    }

    private Turns replica(Pile pile, Map<String, String> settings) {
        piles.add(pile);
        Turns turns = new Turns(pile, MetadataTest.config(settings));
        replicas.add(turns);
        return turns;
    }
}
