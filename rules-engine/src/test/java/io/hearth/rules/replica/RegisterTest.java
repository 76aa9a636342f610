package io.hearth.rules.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.store.Share;
import io.hearth.rules.store.TurnOver;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which replicas there are, and into how many shares they divide the devices. */
class RegisterTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Present A = new Present("run-a", "a", "http://a", 1, 3);
    private static final Present B = new Present("run-b", "b", "http://b", 2, -1);

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private Register register(int shares, Duration lasts) {
        return new Register(redis, shares, lasts);
    }

    private static View welcome(Register.Answer answer) {
        return switch (answer) {
            case Register.Answer.Welcome(long now, View view) -> view;
            case Register.Answer.Unlike unlike -> throw new AssertionError(unlike);
        };
    }

    private Holder take(Me me, Share share) {
        return switch (new Lease(redis, me, share, LONG).take()) {
            case Lease.Attempt.Taken(Holder mine) -> mine;
            case Lease.Attempt.Held held -> throw new AssertionError(held);
        };
    }

    @Test
    void replicas_know_of_each_other_and_who_looks_after_which_share() {
        register(4, LONG).announce(A);
        take(new Me("run-b", "b"), new Share(2, 4));

        View view = welcome(register(4, LONG).announce(B));

        assertThat(view.present()).containsExactlyInAnyOrder(A, B);
        assertThat(view.holder(2)).contains(B);
        assertThat(view.holder(1)).isEmpty();
        register(4, LONG).leave("run-b");
        assertThat(welcome(register(4, LONG).announce(A)).present()).containsExactly(A);
    }

    @Test
    void one_that_does_not_say_so_again_is_forgotten() {
        register(4, Duration.ofMillis(50)).announce(B);

        await().until(
                        () -> welcome(register(4, LONG).announce(A)).present(),
                        present -> present.size() == 1 && present.contains(A));
    }

    @Test
    void another_number_of_shares_is_refused_as_long_as_one_is_there() {
        register(4, LONG).announce(A);

        assertThat(register(2, LONG).announce(B)).isEqualTo(new Register.Answer.Unlike(4));

        register(4, LONG).leave("run-a");
        assertThat(welcome(register(2, LONG).announce(B)).present()).containsExactly(B);
        assertThat(register(4, LONG).announce(A)).isEqualTo(new Register.Answer.Unlike(2));
    }

    @Test
    void who_stood_still_while_the_number_of_shares_changed_writes_nothing_any_more() {
        register(1, LONG).announce(A);
        Holder all = take(new Me("run-a", "a"), Share.ALL);
        LeasedTurn turn = new LeasedTurn(all, Share.ALL, System.nanoTime(), LONG, System::nanoTime, redis);
        turn.redis().write(Request.cmd(Command.SET).arg("x").arg("before"));
        register(1, LONG).leave("run-a");

        register(4, LONG).announce(B);

        assertThatThrownBy(() ->
                        turn.redis().write(Request.cmd(Command.SET).arg("x").arg("after")))
                .isInstanceOf(TurnOver.class);
        assertThat(redis.send(Request.cmd(Command.GET).arg("x")).toString()).isEqualTo("before");
        assertThat(take(new Me("run-b", "b"), new Share(0, 4)).epoch()).isEqualTo(1);
    }

    @Test
    void one_of_a_version_without_shares_is_not_worked_beside() {
        Me old = new Me("run-old", "old");
        Holder all = take(old, Share.ALL);

        assertThat(register(4, LONG).announce(A)).isEqualTo(new Register.Answer.Unlike(1));

        new Lease(redis, old, Share.ALL, LONG).giveBack(all);
        assertThat(welcome(register(4, LONG).announce(A)).present()).containsExactly(A);
        assertThat(new Lease(redis, old, Share.ALL, LONG).take()).isInstanceOf(Lease.Attempt.Held.class);
        assertThat(new Lease(redis, old, Share.ALL, LONG).renew(all)).isFalse();
    }

    @Test
    void each_share_has_a_turn_of_its_own() {
        Holder a = take(new Me("run-a", "a"), new Share(0, 2));
        Holder b = take(new Me("run-b", "b"), new Share(1, 2));
        LeasedTurn first = new LeasedTurn(a, new Share(0, 2), System.nanoTime(), LONG, System::nanoTime, redis);
        LeasedTurn second = new LeasedTurn(b, new Share(1, 2), System.nanoTime(), LONG, System::nanoTime, redis);

        first.redis().write(Request.cmd(Command.SET).arg("x").arg("a"));
        second.redis().write(Request.cmd(Command.SET).arg("y").arg("b"));

        assertThat(first.redis().partitions())
                .hasSize(32)
                .doesNotContainAnyElementsOf(second.redis().partitions().toList());
        assertThat(Optional.of(a.epoch())).contains(b.epoch());
    }
}
