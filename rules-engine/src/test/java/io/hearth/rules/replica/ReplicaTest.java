package io.hearth.rules.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.store.Share;
import io.hearth.rules.store.TurnOver;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of several replicas one is at work; the others stand by and take over. */
class ReplicaTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NEVER_LAPSES = Duration.ofMinutes(5);

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private final List<Replica> replicas = new ArrayList<>();

    record Settings(Optional<String> instance, Duration lease) implements ReplicaConfig {
        @Override
        public int shares() {
            return 1;
        }

        @Override
        public Optional<String> url() {
            return Optional.empty();
        }

        @Override
        public Duration patience() {
            return SECOND;
        }

        @Override
        public Duration answers() {
            return SECOND;
        }

        @Override
        public int passedOn() {
            return 1000;
        }

        @Override
        public Duration told() {
            return SECOND;
        }

        @Override
        public int tries() {
            return 1;
        }

        @Override
        public Duration renew() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration look() {
            return Duration.ofMillis(20);
        }
    }

    /** What a replica did, and in which turns. */
    private static final class Recorded implements Replica.Duty {
        private final List<Turn> begun = new CopyOnWriteArrayList<>();
        private final List<Turn> ended = new CopyOnWriteArrayList<>();

        @Override
        public void begin(Turn turn) {
            begun.add(turn);
        }

        @Override
        public void end() {
            ended.add(begun.getLast());
        }

        boolean atWork() {
            return begun.size() > ended.size();
        }
    }

    @AfterEach
    void stop() {
        replicas.forEach(Replica::close);
    }

    private Replica start(String name, Duration lease, Replica.Duty duty) {
        Replica replica = new Replica(redis, new Settings(Optional.of(name), lease), duty);
        replicas.add(replica);
        replica.start();
        return replica;
    }

    private Lease lease(String name, Duration lasts) {
        return new Lease(redis, Me.named(name), Share.ALL, lasts);
    }

    private static Holder taken(Lease lease) {
        return switch (lease.take()) {
            case Lease.Attempt.Taken(Holder mine) -> mine;
            case Lease.Attempt.Held held -> throw new AssertionError(held);
        };
    }

    /** One at work that renews its lease between the two has it back. */
    private Holder takenFromOneAtWork(Lease lease) {
        return await().until(
                                        () -> {
                                            lapses();
                                            return lease.take();
                                        },
                                        Lease.Attempt.Taken.class::isInstance)
                        instanceof Lease.Attempt.Taken(Holder mine)
                ? mine
                : taken(lease);
    }

    private void lapses() {
        redis.send(Request.cmd(Command.DEL).arg(Lease.HELD));
    }

    @Test
    void the_first_is_at_work_and_the_second_stands_by_and_says_who_is() {
        Recorded first = new Recorded();
        Recorded second = new Recorded();
        start("a", NEVER_LAPSES, first);
        await().until(first::atWork);

        Replica standby = start("b", NEVER_LAPSES, second);

        await().until(() -> standby.standing().equals(new Standing.By("'a' is at work, epoch 1")));
        assertThat(second.begun).isEmpty();
    }

    @Test
    void one_that_stops_hands_over_long_before_its_lease_lapses_with_its_work_ended() {
        Recorded first = new Recorded();
        Recorded second = new Recorded();
        Replica replica = start("a", NEVER_LAPSES, first);
        await().until(first::atWork);
        start("b", NEVER_LAPSES, second);

        replica.close();

        assertThat(first.atWork()).isFalse();
        await().until(second::atWork);
        assertThat(second.begun.getFirst().epoch()).isEqualTo(2);
    }

    @Test
    void one_that_is_gone_is_taken_over_from_when_its_lease_lapses() {
        taken(lease("gone", Duration.ofMillis(300)));
        Recorded successor = new Recorded();

        start("b", NEVER_LAPSES, successor);

        await().until(successor::atWork);
        assertThat(successor.begun.getFirst().epoch()).isEqualTo(2);
    }

    @Test
    void a_lease_that_is_renewed_does_not_lapse() {
        Recorded first = new Recorded();
        Recorded second = new Recorded();
        start("a", NEVER_LAPSES, first);
        await().until(first::atWork);
        start("b", NEVER_LAPSES, second);

        redis.send(Request.cmd(Command.PEXPIRE).arg(Lease.HELD).arg(NEVER_LAPSES.toMillis() / 2));

        await().until(() ->
                redis.send(Request.cmd(Command.PTTL).arg(Lease.HELD)).toLong() > NEVER_LAPSES.toMillis() / 2);
        assertThat(first.atWork()).isTrue();
        assertThat(second.begun).isEmpty();
    }

    @Test
    void one_that_another_has_taken_over_from_ends_its_work_and_stands_by() {
        Recorded overtaken = new Recorded();
        Replica replica = start("a", NEVER_LAPSES, overtaken);
        await().until(overtaken::atWork);

        Holder other = takenFromOneAtWork(lease("b", NEVER_LAPSES));

        await().until(() -> !overtaken.atWork());
        await().until(() -> replica.standing().equals(new Standing.By("'b' is at work, epoch " + other.epoch())));
        assertThat(overtaken.begun.getFirst().lasts()).isFalse();
    }

    @Test
    void what_is_refused_at_the_fence_ends_the_turn_at_once() {
        Holder mine = taken(lease("a", NEVER_LAPSES));
        LeasedTurn turn = new LeasedTurn(mine, Share.ALL, System.nanoTime(), NEVER_LAPSES, System::nanoTime, redis);
        lapses();
        taken(lease("b", NEVER_LAPSES));

        assertThatThrownBy(() ->
                        turn.redis().write(Request.cmd(Command.SET).arg("x").arg("y")))
                .isInstanceOf(TurnOver.class);

        assertThat(turn.lasts()).isFalse();
    }

    @Test
    void a_turn_is_over_here_as_soon_as_the_lease_may_have_lapsed_and_does_not_come_back() {
        long[] now = {0};
        Holder mine = new Holder(1, "run", "a");
        LeasedTurn turn = new LeasedTurn(mine, Share.ALL, 0, Duration.ofSeconds(5), () -> now[0], redis);

        now[0] = Duration.ofSeconds(4).toNanos();
        turn.renewed(Duration.ofSeconds(3).toNanos());
        now[0] = Duration.ofMillis(7_999).toNanos();
        assertThat(turn.lasts()).isTrue();
        now[0] = Duration.ofSeconds(8).toNanos();
        assertThat(turn.lasts()).isFalse();
        turn.renewed(now[0]);
        assertThat(turn.lasts()).isFalse();
    }

    @Test
    void two_that_were_given_the_same_name_are_not_both_at_work() {
        taken(lease("a", NEVER_LAPSES));

        assertThat(lease("a", NEVER_LAPSES).take()).isInstanceOf(Lease.Attempt.Held.class);
    }

    @Test
    void a_lease_that_lapsed_is_renewed_if_nobody_took_it_and_given_back_only_by_its_holder() {
        Lease first = lease("a", NEVER_LAPSES);
        Holder mine = taken(first);
        lapses();
        assertThat(first.renew(mine)).isTrue();
        assertThat(lease("b", NEVER_LAPSES).take()).isInstanceOf(Lease.Attempt.Held.class);

        first.giveBack(mine);
        Holder other = taken(lease("b", NEVER_LAPSES));
        first.giveBack(mine);

        assertThat(first.renew(mine)).isFalse();
        assertThat(other.epoch()).isEqualTo(mine.epoch() + 1);
        assertThat(first.take()).isEqualTo(new Lease.Attempt.Held(Optional.of(other)));
    }

    @Test
    void one_without_others_is_at_work_at_once_and_leaves_nothing_in_redis() {
        Recorded alone = new Recorded();
        Replica replica = new Replica(redis, new Settings(Optional.empty(), NEVER_LAPSES), alone);

        replica.start();

        assertThat(alone.atWork()).isTrue();
        assertThat(replica.standing()).isEqualTo(new Standing.AtWork(0));
        assertThat(redis.send(Request.cmd(Command.DBSIZE)).toInteger()).isZero();
        replica.close();
        assertThat(alone.atWork()).isFalse();
    }

    @Test
    void a_lease_too_short_to_be_renewed_twice_is_refused_with_the_names_of_the_settings() {
        Settings settings = new Settings(Optional.of("a"), Duration.ofMillis(99));

        assertThatThrownBy(() -> new Replica(redis, settings, new Recorded()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "hearth.rules.replica.renew is 50 ms, allowed is 1 ms to half of hearth.rules.replica.lease,"
                                + " which is 99 ms");
    }

    @Test
    void a_full_redis_lets_the_one_at_work_keep_its_lease_and_refuses_what_another_writes() {
        Lease lease = lease("a", NEVER_LAPSES);
        Holder mine = taken(lease);
        Holder gone = new Holder(0, "run", "z");
        LeasedTurn over = new LeasedTurn(gone, Share.ALL, System.nanoTime(), NEVER_LAPSES, System::nanoTime, redis);
        redis.send(Request.cmd(Command.SET).arg("x").arg("y"));
        redis.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1"));
        try {
            assertThat(lease.renew(mine)).isTrue();
            assertThatThrownBy(() -> over.redis().write(Request.cmd(Command.DEL).arg("x")))
                    .isInstanceOf(StoreUnavailable.class);
        } finally {
            redis.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("0"));
        }
        assertThat(redis.send(Request.cmd(Command.EXISTS).arg("x")).toInteger()).isEqualTo(1);
    }

    @Test
    void an_error_that_nobody_foresaw_ends_the_turn_and_not_the_replica_and_is_seen_while_it_lasts() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Recorded recorded = new Recorded();
        Replica replica = start("a", NEVER_LAPSES, new Replica.Duty() {
            @Override
            public void begin(Turn turn) {
                if (broken.get()) {
                    throw new AssertionError("unforeseen");
                }
                recorded.begin(turn);
            }

            @Override
            public void end() {
                if (recorded.atWork()) {
                    recorded.end();
                }
            }
        });

        await().until(() -> replica.turns() > 2);
        assertThat(Faults.failing().orElseThrow()).contains("rules-replica", "unforeseen");

        broken.set(false);

        await().until(recorded::atWork);
        await().until(() -> Faults.failing().isEmpty());
    }

    @Test
    void one_that_cannot_reach_redis_stands_by_and_says_so() {
        REDIS.server().kill();
        Recorded duty = new Recorded();
        try {
            Replica replica = start("a", NEVER_LAPSES, duty);
            await().until(() -> replica.standing() instanceof Standing.By(String reason) && reason.contains("redis"));
        } finally {
            REDIS.server().start();
        }
        await().until(duty::atWork);
    }
}
