package io.hearth.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules in a real Redis, which is killed. */
class RuleStoreTest {
    private static final int RULES = 3_000;
    private static final int KILLS = 4;

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private RuleStore store;

    @BeforeEach
    void open() {
        store = new RuleStore(FencedRedis.open(redis));
    }

    private static Rule rule(String name) {
        return Given.rule(Given.BOILER.replace("boiler-on-when-cold", name));
    }

    private static List<Rule> rules(String generation) {
        return IntStream.range(0, RULES).mapToObj(i -> rule(generation + i)).toList();
    }

    /** The plan that makes these rules the only ones. */
    private Plan replacing(Shelf shelf, List<Rule> rules) {
        Plan plan = new Plan(shelf, 2 * RULES, Given.NOW);
        shelf.all().map(known -> known.rule().name()).toList().forEach(name -> plan.decide(new Edit.Remove(name)));
        rules.forEach(rule -> plan.decide(new Edit.Put(rule)));
        return plan;
    }

    private Shelf loaded() {
        Shelf shelf = new Shelf();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreException(StoreUnavailable.class)
                .untilAsserted(() -> store.load().forEach(shelf::put));
        return shelf;
    }

    private static Set<String> generations(Shelf shelf) {
        return shelf.all().map(rule -> rule.rule().name().substring(0, 1)).collect(Collectors.toSet());
    }

    @Test
    void many_rules_are_loaded_step_by_step_as_they_were_saved() {
        store.save(replacing(new Shelf(), rules("a")), "", List.of());

        List<KnownRule> loaded = store.load();

        assertThat(loaded).hasSize(RULES);
        assertThat(loaded.stream().map(KnownRule::rule).collect(Collectors.toSet()))
                .isEqualTo(new HashSet<>(rules("a")));
    }

    @Test
    void a_redis_killed_while_all_rules_are_replaced_has_the_old_ones_or_the_new_ones() throws Exception {
        store.save(replacing(new Shelf(), rules("a")), "", List.of());
        for (int kill = 0; kill < KILLS; kill++) {
            Shelf before = loaded();
            assertThat(before.size()).isEqualTo(RULES);
            assertThat(generations(before)).hasSize(1);
            String generation = generations(before).contains("a") ? "b" : "a";
            Plan plan = replacing(before, rules(generation));
            Thread saving = Thread.ofVirtual().start(() -> {
                try {
                    store.save(plan, "", List.of());
                } catch (RuntimeException killed) {
                    // which is the point
                }
            });
            if (kill == 0) {
                saving.join(Duration.ofMillis(5));
            } else {
                awaitFirstOf(generation, saving);
            }
            REDIS.server().kill();
            REDIS.server().start();
            saving.join();
        }

        Shelf last = loaded();
        assertThat(last.size()).isEqualTo(RULES);
        assertThat(generations(last)).hasSize(1);
    }

    /** As soon as one of the new rules can be seen; were they not stored together, the others would not be there yet. */
    private void awaitFirstOf(String generation, Thread saving) {
        Request exists = Request.cmd(Command.HEXISTS).arg(RuleStore.RULES).arg(generation + (RULES - 1));
        while (saving.isAlive() && redis.send(exists).toInteger() == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_save_that_is_repeated_leaves_the_same_versions() {
        Shelf shelf = new Shelf();
        store.save(put(shelf, "20.5"), "", List.of());
        store.load().forEach(shelf::put);
        Plan change = put(shelf, "21");

        store.save(change, "", List.of());
        store.save(change, "", List.of());

        KnownRule now = store.load().getFirst();
        assertThat(now.version()).isEqualTo(2);
        assertThat(store.versions(now).stream().map(Version::number))
                .startsWith(2L)
                .endsWith(1L);
    }

    private static Plan put(Shelf shelf, String clear) {
        Plan plan = new Plan(shelf, 10, Given.NOW);
        plan.decide(new Edit.Put(Given.rule(Given.BOILER.replace("20.5", clear))));
        return plan;
    }

    @Test
    void two_changes_of_a_rule_in_one_request_are_two_versions() {
        Plan plan = new Plan(new Shelf(), 10, Given.NOW);
        plan.decide(new Edit.Put(rule("a")));
        plan.decide(new Edit.Amend("a", rule -> rule.switched(false)));
        plan.decide(new Edit.Amend("a", rule -> rule.switched(true)));

        store.save(plan, "person:alice", List.of());

        KnownRule now = store.load().getFirst();
        assertThat(store.versions(now).stream().map(Version::number)).containsExactly(3L, 2L, 1L);
        assertThat(store.versions(now).stream().map(Version::by)).containsOnly("person:alice");
    }

    @Test
    void what_is_not_understood_is_told_until_it_is_gone() {
        redis.send(Request.cmd(Command.HSET)
                .arg(RuleStore.RULES)
                .arg("theirs")
                .arg("{}")
                .arg("others")
                .arg("[]"));
        store.load();
        assertThat(store.unread()).containsOnlyKeys("others", "theirs").doesNotContainValue("");

        redis.send(Request.cmd(Command.HDEL).arg(RuleStore.RULES).arg("theirs"));
        store.load(Set.of("theirs"));
        assertThat(store.unread()).containsOnlyKeys("others");

        redis.send(Request.cmd(Command.HDEL).arg(RuleStore.RULES).arg("others"));
        store.load();
        assertThat(store.unread()).isEmpty();
    }

    @Test
    void as_many_deleted_rules_are_kept_as_the_setting_says() {
        RuleStore small = new RuleStore(
                FencedRedis.open(redis), new RuleHistory(FencedRedis.open(redis), 2, 3, Duration.ofDays(1)));
        small.save(replacing(new Shelf(), rules("a").subList(0, 5)), "", List.of());
        Shelf shelf = new Shelf();
        small.load().forEach(shelf::put);

        small.save(replacing(shelf, List.of()), "", List.of());

        assertThat(small.deleted()).hasSize(3);
        assertThat(small.load()).isEmpty();
    }
}
