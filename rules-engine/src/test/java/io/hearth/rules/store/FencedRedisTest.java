package io.hearth.rules.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.RedisError;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Only the replica whose turn it is writes, whatever comes between. */
class FencedRedisTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String OURS = "7 run-a a";
    private static final String ANOTHERS = "8 run-b b";

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private final Redis client = REDIS.client();

    private final AtomicInteger refusals = new AtomicInteger();

    @BeforeEach
    void our_turn() {
        turnOf(OURS);
    }

    private void turnOf(String holder) {
        redis.send(set(Fence.TURN, holder));
    }

    private static Request set(String key, String value) {
        return Request.cmd(Command.SET).arg(key).arg(value);
    }

    private Optional<String> stored(String key) {
        return Optional.ofNullable(redis.send(Request.cmd(Command.GET).arg(key)))
                .map(Response::toString);
    }

    private FencedRedis fenced() {
        return FencedRedis.behind(new Fence(OURS, refusals::incrementAndGet), redis);
    }

    @Test
    void in_its_turn_a_replica_writes_and_gets_the_reply_of_each_command() {
        FencedRedis fenced = fenced();

        List<Response> replies = fenced.transact(List.of(
                set("a", "1"),
                Request.cmd(Command.INCR).arg("a"),
                Request.cmd(Command.GET).arg("none")));

        assertThat(replies.get(1).toInteger()).isEqualTo(2);
        assertThat(replies.get(2)).isNull();
        fenced.write(set("b", "2"));
        fenced.writeOnce(List.of(set("c", "3")));
        assertThat(fenced.read(Request.cmd(Command.GET).arg("b")).toString()).isEqualTo("2");
        assertThat(stored("c")).contains("3");
        assertThat(fenced.write(List.of())).isEmpty();
        assertThat(refusals).hasValue(0);
    }

    @Test
    void when_its_turn_is_over_a_replica_changes_nothing_and_is_told() {
        redis.send(set("a", "before"));
        turnOf(ANOTHERS);
        FencedRedis late = fenced();

        assertThatThrownBy(() -> late.transact(List.of(set("a", "late"), set("b", "late"))))
                .isInstanceOf(TurnOver.class);
        assertThat(refusals).hasValue(1);
        assertThatThrownBy(() -> fenced().write(set("a", "late"))).isInstanceOf(TurnOver.class);
        assertThatThrownBy(() -> fenced().writeOnce(List.of(set("a", "late")))).isInstanceOf(TurnOver.class);

        assertThat(stored("a")).contains("before");
        assertThat(stored("b")).isEmpty();
        assertThat(stored(Fence.TURN)).contains(ANOTHERS);
        assertThat(redis.send(Request.cmd(Command.TTL).arg(Fence.TURN)).toInteger())
                .isEqualTo(-1);
        assertThat(late.read(Request.cmd(Command.GET).arg("a")).toString()).isEqualTo("before");
    }

    @Test
    void once_refused_a_replica_stays_refused() {
        FencedRedis late = fenced();
        turnOf(ANOTHERS);
        assertThatThrownBy(() -> late.write(set("a", "late"))).isInstanceOf(TurnOver.class);

        turnOf(OURS);

        assertThatThrownBy(() -> late.write(set("a", "late"))).isInstanceOf(TurnOver.class);
    }

    @Test
    void nobody_writes_when_redis_has_lost_whose_turn_it_is() {
        redis.send(Request.cmd(Command.FLUSHALL));

        assertThatThrownBy(() -> fenced().write(set("a", "late"))).isInstanceOf(TurnOver.class);

        assertThat(redis.send(Request.cmd(Command.DBSIZE)).toInteger()).isZero();
    }

    @Test
    void a_turn_that_ends_in_the_midst_of_a_transaction_undoes_it() {
        Fence fence = new Fence(OURS, refusals::incrementAndGet);

        assertThatThrownBy(() -> fence.pass(List.of(set("a", "late")), interruptedBy(first -> turnOf(ANOTHERS))))
                .isInstanceOf(TurnOver.class);

        assertThat(stored("a")).isEmpty();
    }

    @Test
    void anothers_late_attempt_in_the_midst_of_a_transaction_does_not_keep_it_from_being_done_once() {
        Fence fence = new Fence(OURS, refusals::incrementAndGet);
        Fence zombie = new Fence("6 run-z z", () -> {});

        fence.pass(List.of(Request.cmd(Command.INCR).arg("a")), interruptedBy(first -> {
            if (first) {
                assertThatThrownBy(() -> zombie.pass(List.of(set("a", "late")), redis::send))
                        .isInstanceOf(TurnOver.class);
            }
        }));

        assertThat(stored("a")).contains("1");
        assertThat(refusals).hasValue(0);
    }

    @Test
    void a_command_that_fails_in_a_transaction_is_told() {
        assertThatThrownBy(() -> fenced().transact(List.of(
                        set("a", "text"), Request.cmd(Command.INCR).arg("a"))))
                .isInstanceOf(RedisError.class)
                .hasMessageContaining("not an integer");
        assertThatThrownBy(() -> FencedRedis.open(redis)
                        .transact(List.of(Request.cmd(Command.INCR).arg("a"))))
                .isInstanceOf(RedisError.class);
    }

    @Test
    void who_is_alone_writes_without_asking_whose_turn_it_is() {
        turnOf(ANOTHERS);
        FencedRedis open = FencedRedis.open(redis);

        open.write(set("a", "1"));
        open.transact(List.of(set("b", "2")));

        assertThat(stored("a")).contains("1");
        assertThat(stored("b")).contains("2");
    }

    /** Sends a batch over one connection, with something else between the check and the transaction. */
    private Function<List<Request>, List<Response>> interruptedBy(Consumer<Boolean> between) {
        AtomicInteger attempts = new AtomicInteger();
        return batch -> {
            RedisConnection connection = client.connect().await().atMost(SOON);
            List<Response> replies = new ArrayList<>(
                    connection.batch(batch.subList(0, 2)).await().atMost(SOON));
            between.accept(attempts.incrementAndGet() == 1);
            replies.addAll(
                    connection.batch(batch.subList(2, batch.size())).await().atMost(SOON));
            connection.closeAndAwait();
            return replies;
        };
    }
}
