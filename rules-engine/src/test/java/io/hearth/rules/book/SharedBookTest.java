package io.hearth.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.engine.RuleTaker;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replicas that share the devices change the same rules. */
class SharedBookTest {
    private static final int CHANGES = 25;

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private final Reader first = new Reader();
    private final Reader second = new Reader();
    private RuleBook one;
    private RuleBook other;

    /** Who is given rules, and which it has now. */
    private static final class Reader implements RuleTaker {
        private final Map<String, KnownRule> rules = new ConcurrentSkipListMap<>();

        @Override
        public void load(Collection<KnownRule> all) {
            all.forEach(this::put);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void put(KnownRule rule) {
            rules.put(rule.rule().name(), rule);
        }

        @Override
        public void remove(KnownRule rule) {
            rules.remove(rule.rule().name(), rule);
        }
    }

    @BeforeEach
    void two_books() {
        one = book(first);
        other = book(second);
    }

    private RuleBook book(RuleTaker reader) {
        RuleBook book = RuleBook.shared(
                new RuleStore(FencedRedis.open(redis)),
                new Revisions(redis, Duration.ofSeconds(5), 50, revision -> true),
                Clock.systemUTC(),
                1000);
        book.open(reader);
        return book;
    }

    private static Rule rule(String name) {
        return rule(name, "0");
    }

    private static Rule rule(String name, String description) {
        return Given.rule(Given.BOILER
                .replace("boiler-on-when-cold", name)
                .replace("Keep the living room above 20 degrees", description));
    }

    private static Rule counted(Rule rule) {
        return rule(rule.name(), Integer.toString(Integer.parseInt(rule.description()) + 1));
    }

    @Test
    void of_changes_made_at_the_same_time_none_is_lost() {
        one.add(List.of(rule("counter")));

        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            together.execute(() -> change(one, "one-"));
            together.execute(() -> change(other, "other-"));
        }
        one.follow();
        other.follow();

        for (RuleBook book : List.of(one, other, book(new Reader()))) {
            assertThat(book.size()).isEqualTo(1 + 2 * CHANGES);
            assertThat(book.byName("counter").orElseThrow().rule().description())
                    .isEqualTo(Integer.toString(2 * CHANGES));
        }
        assertThat(first.rules).isEqualTo(second.rules).hasSize(1 + 2 * CHANGES);
        assertThat(one.versions(one.byName("counter").orElseThrow()).getFirst().number())
                .isEqualTo(1 + 2L * CHANGES);
    }

    private static void change(RuleBook book, String prefix) {
        for (int i = 0; i < CHANGES; i++) {
            List<Saving> savings = book.apply(
                    List.of(new Edit.Add(rule(prefix + i)), new Edit.Amend("counter", SharedBookTest::counted)),
                    "person:" + prefix);
            assertThat(savings).noneMatch(Saving.NotFound.class::isInstance);
        }
    }

    @Test
    void what_one_changes_those_who_evaluate_elsewhere_hear_of() {
        one.add(List.of(rule("kept"), rule("deleted"), rule("changed")));
        other.follow();
        KnownRule kept = second.rules.get("kept");

        one.delete("deleted");
        one.change(List.of(rule("changed", "5")));
        other.follow();

        assertThat(second.rules.keySet()).containsExactly("changed", "kept");
        assertThat(second.rules.get("changed").rule().description()).isEqualTo("5");
        assertThat(second.rules.get("kept")).as("left alone").isSameAs(kept);
        assertThat(second.rules).isEqualTo(first.rules);
        assertThat(other.revision()).isEqualTo(one.revision()).isEqualTo(3);
    }

    @Test
    void a_name_that_one_has_given_is_in_use_at_the_other_at_once() {
        one.add(List.of(rule("taken")));

        assertThat(other.add(List.of(rule("taken")))).containsExactly(new Saving.NameInUse("taken"));
        assertThat(other.delete("taken")).isTrue();
        assertThat(one.delete("taken")).isFalse();
    }

    @Test
    void many_rules_at_once_and_more_changes_than_are_listed_are_heard_of_as_well() {
        one.add(IntStream.range(0, 150).mapToObj(i -> rule("many-" + i)).toList());
        other.follow();
        assertThat(second.rules).hasSize(150);

        one.takeIn(List.of(rule("only")), true, false, "");
        for (int i = 0; i < 220; i++) {
            one.change(List.of(rule("only", Integer.toString(i + 1))));
        }
        other.follow();

        assertThat(second.rules).isEqualTo(first.rules).hasSize(1);
        assertThat(other.revision()).isEqualTo(one.revision());
    }

    @Test
    void one_who_no_longer_evaluates_is_told_nothing_and_one_who_begins_has_all() {
        other.close(second);
        one.add(List.of(rule("late")));
        other.follow();
        assertThat(second.rules).isEmpty();
        assertThat(other.revision()).as("nothing is evaluated by it").isNegative();

        other.open(second);

        assertThat(second.rules).containsOnlyKeys("late");
    }
}
