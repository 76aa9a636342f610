package io.hearth.rules.alarm;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import io.vertx.mutiny.redis.client.Request;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule is deleted, or becomes another one, between what it decides and that being stored. */
class OrphanedAlarmTest {
    private static final KnownRule COLD = Given.known(Given.rule("cold", Given.below("20")));

    private Engine engine;
    private Runnable meanwhile = () -> {};

    /** Comes first of those who say what is to be stored. */
    private final class Meanwhile implements Participant {
        @Override
        public List<Request> toStore(List<Transition> transitions) {
            meanwhile.run();
            return List.of();
        }

        @Override
        public void stored(List<Transition> transitions) {}
    }

    private List<Alarm> alarmsAfter(Runnable change) throws Exception {
        Clock clock = Clock.systemUTC();
        try (RealRedis server = new RealRedis()) {
            server.start();
            try (TestRedisBatch redis = new TestRedisBatch(server.port())) {
                FencedRedis open = FencedRedis.open(redis.batch());
                Alarms alarms = new Alarms(new AlarmStore(open), Quick.BOUNDS, clock);
                try (Actions actions = new Actions(
                        any -> new Outcome.Done(), new RedisOutboxStore(open, 10), new QuickActions(0, 10), clock)) {
                    engine = new Engine(
                            Given.evaluator(clock),
                            new StateStore(open, 10, 1_000),
                            actions,
                            List.of(new Meanwhile(), new RuleAlarms(alarms)),
                            clock);
                    engine.load(List.of(COLD));
                    meanwhile = change;
                    engine.handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH, "19")));
                    meanwhile = () -> {};
                }
                return alarms.all().toList();
            }
        }
    }

    @Test
    void its_alarm_is_raised_and_ends_when_it_is_deleted() throws Exception {
        List<Alarm> alarms = alarmsAfter(() -> engine.remove(COLD));

        assertThat(alarms).hasSize(1).noneMatch(Alarm::isActive);
    }

    @Test
    void its_alarm_goes_on_when_it_is_as_it_was() throws Exception {
        List<Alarm> alarms = alarmsAfter(() -> {});

        assertThat(alarms).hasSize(1).allMatch(Alarm::isActive);
    }
}
