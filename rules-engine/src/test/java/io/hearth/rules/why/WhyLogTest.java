package io.hearth.rules.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.Moments;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Why rules did what they did, kept in a real Redis. */
class WhyLogTest {
    private static final KnownRule COLD = known("cold");
    private static final String LIVINGROOM = Given.LIVINGROOM.device();

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();
    private WhyLog log;

    private record Bounds(int kept, int histories, int waiting) implements WhyConfig {}

    private static KnownRule known(String name) {
        return Given.known(Given.rule(name, Given.below("20")));
    }

    @BeforeEach
    void restart() {
        log = new WhyLog(FencedRedis.open(redis), new Bounds(4, 2, 10));
        log.loaded(List.of(COLD));
    }

    private void happens(Transition... transitions) {
        FencedRedis.open(redis).transact(log.toStore(List.of(transitions)));
        log.stored(List.of(transitions));
    }

    private List<String> states(KnownRule rule) {
        return log.of(rule.id(), LIVINGROOM).stream().map(WhyEntry::to).toList();
    }

    @Test
    void what_became_of_a_rule_is_known_newest_first_and_after_a_restart() {
        happens(Moments.raised(COLD, 1));
        happens(Moments.cleared(COLD, 2));
        restart();

        assertThat(states(COLD)).containsExactly("NORMAL", "ACTIVE");
        assertThat(log.of(COLD.id(), LIVINGROOM).getLast().because()).isEqualTo("19.4 is below 20");
        assertThat(log.size()).isEqualTo(1);
    }

    @Test
    void the_same_stored_again_is_there_once() {
        happens(Moments.raised(COLD, 1));
        happens(Moments.raised(COLD, 1));

        assertThat(states(COLD)).containsExactly("ACTIVE");
    }

    @Test
    void what_became_of_an_action_is_added_also_after_a_restart() {
        happens(Moments.raised(COLD, 1));
        restart();

        log.add(Map.of(
                new WhyLog.Place(COLD.id(), LIVINGROOM),
                List.of(WhyEntry.outcome("2026-01-01T00:00:02Z", "control", "done", ""))));

        assertThat(log.of(COLD.id(), LIVINGROOM)).extracting(WhyEntry::outcome).containsExactly("done", null);
    }

    @Test
    void of_more_rules_that_change_at_once_than_are_kept_the_last_are_kept() {
        List<KnownRule> rules = List.of(known("first"), known("second"), known("third"));

        happens(rules.stream().map(rule -> Moments.raised(rule, 1)).toArray(Transition[]::new));

        assertThat(log.size()).isEqualTo(2);
        assertThat(rules).extracting(rule -> states(rule).size()).containsExactly(0, 1, 1);
    }

    @Test
    void of_each_rule_and_device_as_much_is_kept_as_is_set() {
        for (int second = 1; second < 20; second += 2) {
            happens(Moments.raised(COLD, second), Moments.cleared(COLD, second + 1));
        }

        String list = redis.send(Request.cmd(Command.KEYS).arg("*" + COLD.id() + "*"))
                .get(0)
                .toString();
        assertThat(redis.send(Request.cmd(Command.LLEN).arg(list)).toInteger()).isEqualTo(4);
        assertThat(states(COLD)).containsExactly("NORMAL", "ACTIVE", "NORMAL", "ACTIVE");
        assertThat(log.of(COLD.id(), LIVINGROOM).getFirst().at())
                .isEqualTo(Moments.at(20).toString());
    }

    @Test
    void beyond_so_many_rules_and_devices_the_one_that_was_quiet_for_longest_goes() {
        KnownRule second = known("second");
        KnownRule third = known("third");
        happens(Moments.raised(COLD, 1));
        happens(Moments.raised(second, 2));
        happens(Moments.cleared(COLD, 3));

        happens(Moments.raised(third, 4));

        assertThat(states(COLD)).hasSize(2);
        assertThat(states(second)).isEmpty();
        assertThat(states(third)).hasSize(1);
        restart();
        assertThat(log.size()).isEqualTo(2);
    }

    @Test
    void of_a_rule_that_is_deleted_nothing_is_left() {
        happens(Moments.raised(COLD, 1));

        log.removed(COLD);
        log.add(Map.of(
                new WhyLog.Place(COLD.id(), LIVINGROOM),
                List.of(WhyEntry.outcome("2026-01-01T00:00:02Z", "control", "done", ""))));

        assertThat(redis.send(Request.cmd(Command.DBSIZE)).toInteger()).isZero();
    }
}
