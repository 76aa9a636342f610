package io.hearth.rules.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.rules.Given;
import io.hearth.rules.engine.RuleTaker;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of the rules while another replica is always faster. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class OvertakenChangeTest {
    private static final int TRIES = 3;

    @Inject
    RedisBatch redis;

    private RuleBook faster;
    private int overtakings;
    private int wanted;

    /** Between what is known and what is stored, where the time of a change is asked for, another replica changes the rules. */
    private final class Overtaking extends Clock {
        @Override
        public Instant instant() {
            if (overtakings < wanted) {
                overtakings++;
                faster.add(List.of(rule("faster-" + overtakings)));
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private record Ready() implements RuleTaker {
        @Override
        public void load(Collection<KnownRule> rules) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void put(KnownRule rule) {}

        @Override
        public void remove(KnownRule rule) {}
    }

    @BeforeEach
    void empty() {
        redis.send(Request.cmd(Command.FLUSHALL));
        faster = book(Clock.systemUTC());
    }

    @AfterEach
    void leave_nothing() {
        redis.send(Request.cmd(Command.FLUSHALL));
    }

    private RuleBook book(Clock clock) {
        RuleBook book = RuleBook.shared(
                new RuleStore(FencedRedis.open(redis)),
                new Revisions(redis, Duration.ofSeconds(5), TRIES, revision -> true),
                clock,
                100);
        book.open(new Ready());
        return book;
    }

    private static Rule rule(String name) {
        return Given.rule("""
                { "name": "%s", "when": { "device": "livingroom", "resource": "temperature", "below": 20 } }
                """.formatted(name));
    }

    @Test
    void it_is_made_anew_as_often_as_is_set_and_then_refused_with_the_name_of_the_setting() {
        RuleBook slower = book(new Overtaking());
        wanted = Integer.MAX_VALUE;

        assertThatThrownBy(() -> slower.add(List.of(rule("slower"))))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("hearth.rules.replica.tries");

        assertThat(overtakings).isEqualTo(TRIES);
        slower.follow();
        assertThat(slower.byName("slower")).isEmpty();
    }

    @Test
    void it_is_made_when_the_others_are_slower_at_last() {
        RuleBook slower = book(new Overtaking());
        wanted = TRIES - 1;

        slower.add(List.of(rule("slower")));

        faster.follow();
        assertThat(faster.byName("slower")).isPresent();
    }
}
