package io.hearth.rules.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.Given;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.Gate;
import io.hearth.runtime.testing.RealRedis;
import io.vertx.mutiny.redis.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a book does when Redis does not say whether it has stored a change. */
class UnsureTest {
    private final RealRedis server = new RealRedis();
    private Gate gate;
    /** For an answer that comes, as long as a slow machine takes. */
    private volatile Duration patience = Duration.ofSeconds(20);

    private TestRedisBatch redis;
    private Actions actions;
    private RuleBook book;

    @BeforeEach
    void begin() throws Exception {
        server.start();
        gate = new Gate(server.port());
        redis = new TestRedisBatch(gate.port(), () -> patience);
        book = book();
    }

    private RuleBook book() {
        FencedRedis open = FencedRedis.open(redis.batch());
        actions = new Actions(
                intent -> new Outcome.Done(),
                new RedisOutboxStore(open, 10),
                new QuickActions(0, 10),
                Clock.systemUTC());
        Engine engine = new Engine(
                Given.evaluator(Clock.systemUTC()),
                new StateStore(open, 10, 1_000),
                actions,
                List.of(new Careless()),
                Clock.systemUTC());
        RuleBook made = RuleBook.own(new RuleStore(open), Clock.systemUTC(), 10);
        made.open(engine);
        return made;
    }

    /** Takes part in what the engine decides, and fails at it. */
    private static final class Careless implements Participant {
        @Override
        public void put(KnownRule rule) {
            throw new IllegalStateException("cannot");
        }

        @Override
        public List<Request> toStore(List<Transition> transitions) {
            return List.of();
        }

        @Override
        public void stored(List<Transition> transitions) {}

        @Override
        public void removed(KnownRule rule) {
            throw new IllegalStateException("cannot");
        }
    }

    @AfterEach
    void end() throws Exception {
        actions.close();
        redis.close();
        gate.close();
        server.close();
    }

    /** From now on no answer comes to what says this, {@code ""} for nothing at all that comes there. */
    private void swallows(String said) {
        patience = Duration.ofMillis(500);
        if (said.isEmpty()) {
            gate.swallow();
        } else {
            gate.swallowAnswersFrom(said);
        }
    }

    private void heals() {
        patience = Duration.ofSeconds(20);
        gate.heal();
        gate.cut();
    }

    private static Rule below(String limit) {
        return Given.rule("cold", Given.below(limit));
    }

    private void isShown(String limit) {
        assertThat(book.byName("cold").map(KnownRule::rule)).contains(below(limit));
    }

    @Test
    void a_change_that_redis_has_stored_without_saying_so_is_shown_as_soon_as_redis_can_be_asked() {
        book.add(List.of(below("20")));
        swallows("exec");
        assertThatThrownBy(() -> book.change(List.of(below("21")))).isInstanceOf(StoreUnavailable.class);

        heals();

        await().ignoreException(StoreUnavailable.class).untilAsserted(() -> {
            book.lookUpUnknown();
            isShown("21");
        });
    }

    @Test
    void the_next_change_builds_on_what_redis_has_stored_without_saying_so() {
        book.add(List.of(below("20")));
        swallows("exec");
        assertThatThrownBy(() -> book.change(List.of(below("21")))).isInstanceOf(StoreUnavailable.class);
        heals();

        await().ignoreException(StoreUnavailable.class)
                .until(() -> book.change(List.of(below("22"))).getFirst() instanceof Saving.Changed);

        assertThat(book.byName("cold").orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void a_deletion_that_redis_has_stored_without_saying_so_is_one() {
        book.add(List.of(below("20")));
        swallows("exec");
        assertThatThrownBy(() -> book.delete("cold")).isInstanceOf(StoreUnavailable.class);
        heals();

        await().ignoreException(StoreUnavailable.class).untilAsserted(() -> {
            book.lookUpUnknown();
            assertThat(book.byName("cold")).isEmpty();
        });
    }

    @Test
    void a_change_that_redis_does_not_have_is_none() {
        book.add(List.of(below("20")));
        swallows("");
        assertThatThrownBy(() -> book.change(List.of(below("21")))).isInstanceOf(StoreUnavailable.class);
        heals();

        await().ignoreException(StoreUnavailable.class).untilAsserted(book::lookUpUnknown);

        isShown("20");
    }

    @Test
    void a_rule_that_is_stored_is_saved_though_one_who_takes_part_cannot_take_it_up() {
        assertThat(book.add(List.of(below("20"))).getFirst()).isInstanceOf(Saving.Added.class);
        isShown("20");
        assertThat(book.delete("cold")).isTrue();
        assertThat(book.byName("cold")).isEmpty();
    }
}
