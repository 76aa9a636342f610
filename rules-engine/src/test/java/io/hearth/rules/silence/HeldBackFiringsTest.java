package io.hearth.rules.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.Moments;
import io.hearth.rules.device.Subjects;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of what a silence holds back, the newest decision counts, once, when it ends; with a real Redis and over restarts. */
class HeldBackFiringsTest {
    private static final KnownRule COLD = Given.known(Given.rule("cold", Given.below("20")));
    private static final Subjects NONE = selector -> Set.of();

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private final Moments.Hand clock = new Moments.Hand();
    private final List<Firing.Kind> madeUp = new ArrayList<>();
    private Silences silences;
    private HeldBackFirings held;

    @BeforeEach
    void silenceForAnHour() {
        restart();
        silences.add(List.of(new Silence(
                UUID.randomUUID(),
                new Scope(Optional.of("cold"), Optional.empty(), Optional.empty(), Optional.empty()),
                clock.instant(),
                clock.instant().plus(Duration.ofHours(1)),
                Optional.empty(),
                "person:alice",
                "",
                clock.instant())));
    }

    private void restart() {
        silences = new Silences(new SilenceStore(FencedRedis.open(redis)), new TestBounds(), NONE, clock);
        held = new HeldBackFirings(silences, new HeldBackStore(FencedRedis.open(redis)), clock);
        held.loaded(List.of(COLD));
    }

    private void happens(Transition... transitions) {
        List<Request> requests = new ArrayList<>(held.toStore(List.of(transitions)));
        requests.addFirst(Request.cmd(Command.MULTI));
        requests.addLast(Request.cmd(Command.EXEC));
        redis.send(requests);
        held.stored(List.of(transitions));
    }

    private List<Firing.Kind> atTheEnd() {
        restart();
        held.tick((firings, isStillHeld) -> madeUp.add(null));
        assertThat(madeUp).as("nothing is made up for while the silence holds").isEmpty();
        clock.moveOn(Duration.ofHours(1));
        held.tick((firings, isStillHeld) ->
                firings.stream().filter(isStillHeld).forEach(firing -> madeUp.add(firing.kind())));
        restart();
        held.tick((firings, isStillHeld) ->
                firings.stream().filter(isStillHeld).forEach(firing -> madeUp.add(firing.kind())));
        return madeUp;
    }

    @Test
    void a_silence_keeps_a_rule_from_acting_until_it_ends() {
        assertThat(silences.admits(COLD, "livingroom")).isFalse();
        restart();
        assertThat(silences.admits(COLD, "livingroom")).isFalse();
        assertThat(silences.refused()).isEqualTo(1);

        clock.moveOn(Duration.ofHours(1));

        assertThat(silences.admits(COLD, "livingroom")).isTrue();
    }

    @Test
    void a_rule_still_active_acts_once_at_the_end() {
        happens(Moments.raised(COLD, 1, HeldBack.SILENCED));
        happens(Moments.again(COLD, 2, Firing.Kind.REPEATED, HeldBack.SILENCED));

        assertThat(atTheEnd()).containsExactly(Firing.Kind.RAISED);
    }

    @Test
    void what_was_made_up_for_while_it_was_waited_for_is_not_made_up_for_again() {
        happens(Moments.raised(COLD, 1, HeldBack.SILENCED));
        clock.moveOn(Duration.ofHours(1));

        held.tick((firings, isStillHeld) -> {
            assertThat(firings).hasSize(1).allMatch(isStillHeld);
            happens(Moments.again(COLD, 3_601, Firing.Kind.RAISED));
            assertThat(firings).noneMatch(isStillHeld);
        });
    }

    @Test
    void the_newest_decision_counts_and_never_both() {
        happens(
                Moments.raised(COLD, 1, HeldBack.SILENCED),
                Moments.cleared(COLD, 2, HeldBack.SILENCED),
                Moments.raised(COLD, 3, HeldBack.SILENCED),
                Moments.cleared(COLD, 4, HeldBack.SILENCED));

        assertThat(atTheEnd()).containsExactly(Firing.Kind.CLEARED);
    }

    @Test
    void what_was_decided_and_done_later_makes_it_pointless() {
        happens(Moments.raised(COLD, 1, HeldBack.SILENCED));
        happens(Moments.cleared(COLD, 2));

        assertThat(atTheEnd()).isEmpty();
    }

    @Test
    void to_be_said_again_is_not_made_up_for() {
        happens(Moments.again(COLD, 2, Firing.Kind.REPEATED, HeldBack.SILENCED));

        assertThat(atTheEnd()).isEmpty();
    }

    @Test
    void a_rule_that_is_changed_to_another_one_or_deleted_makes_up_for_nothing() {
        happens(Moments.raised(COLD, 1, HeldBack.SILENCED));

        held.removed(COLD);

        assertThat(atTheEnd()).isEmpty();
    }

    @Test
    void a_silence_that_is_deleted_ends_now() {
        happens(Moments.raised(COLD, 1, HeldBack.SILENCED));

        silences.delete(silences.all().getFirst().id());
        held.tick((firings, isStillHeld) ->
                firings.stream().filter(isStillHeld).forEach(firing -> madeUp.add(firing.kind())));

        assertThat(madeUp).containsExactly(Firing.Kind.RAISED);
    }

    @Test
    void what_cannot_be_made_up_for_now_is_tried_again() {
        happens(Moments.raised(COLD, 1, HeldBack.SILENCED));
        clock.moveOn(Duration.ofHours(1));
        try {
            held.tick((firings, isStillHeld) -> {
                throw new IllegalStateException("redis is away");
            });
        } catch (IllegalStateException away) {
            assertThat(held.size()).isEqualTo(1);
        }

        assertThat(atTheEndOf()).containsExactly(Firing.Kind.RAISED);
    }

    private List<Firing.Kind> atTheEndOf() {
        held.tick((firings, isStillHeld) ->
                firings.stream().filter(isStillHeld).forEach(firing -> madeUp.add(firing.kind())));
        return madeUp;
    }

    @Test
    void silences_that_are_over_are_forgotten_after_a_while() {
        clock.moveOn(Duration.ofHours(24));
        silences.tick();
        assertThat(silences.all()).hasSize(1);
        clock.moveOn(Duration.ofHours(1));
        silences.tick();
        assertThat(silences.all()).isEmpty();
        restart();
        assertThat(silences.all()).isEmpty();
    }

    @Test
    void there_are_no_more_silences_than_may() {
        Silence one = silences.all().getFirst();
        List<Silence> nine = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            nine.add(new Silence(
                    UUID.randomUUID(),
                    one.scope(),
                    one.from(),
                    one.until(),
                    Optional.empty(),
                    "person:bob",
                    "",
                    one.from()));
        }
        assertThat(silences.add(nine)).isInstanceOf(Silences.Added.Done.class);

        assertThat(silences.add(nine)).isEqualTo(new Silences.Added.Full(10));
        assertThat(silences.all()).hasSize(10);

        clock.moveOn(Duration.ofHours(1));
        assertThat(silences.add(nine)).as("those that are over make room").isInstanceOf(Silences.Added.Done.class);
    }
}
