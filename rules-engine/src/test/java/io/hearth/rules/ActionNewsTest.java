package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Firings;
import io.hearth.rules.action.Intent;
import io.hearth.rules.alarm.Alarm;
import io.hearth.rules.alarm.AlarmStore;
import io.hearth.rules.alarm.Alarms;
import io.hearth.rules.alarm.RuleAlarms;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.rule.Action;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.why.Outcomes;
import io.hearth.rules.why.WhyLog;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What actions come to ends the alarms about them. */
class ActionNewsTest {
    @Test
    void that_an_action_is_done_is_told_again_when_the_end_of_its_alarm_cannot_be_stored() throws Exception {
        RulesConfig config = new SmallRyeConfigBuilder()
                .withMapping(RulesConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(RulesConfig.class);
        Clock clock = Clock.systemUTC();
        RealRedis server = new RealRedis();
        server.start();
        try (TestRedisBatch redis = new TestRedisBatch(server.port(), Duration.ofMillis(300))) {
            FencedRedis open = FencedRedis.open(redis.batch());
            Alarms alarms = new Alarms(new AlarmStore(open), config.alarms(), clock);
            RuleBook book = RuleBook.own(new RuleStore(open), clock, 10);
            Intent bolt = Firings.intent(new Action.Command("lock", "bolt", Map.of("closed", true)), 1, "1");
            try (Outcomes outcomes = new Outcomes(new WhyLog(open, config.why()), config.why())) {
                ActionNews news = new ActionNews(outcomes, new RuleAlarms(alarms), book, clock);
                news.unconfirmed(bolt, "it does not show it");
                news.fails(new FailedAction(bolt, "there is no such command", 1, clock.instant()));
                assertThat(active(alarms)).hasSize(2);

                server.kill();
                assertThatThrownBy(() -> news.succeeds(bolt, clock.instant())).isInstanceOf(StoreUnavailable.class);
                assertThat(active(alarms)).hasSize(2);

                server.start();
                news.succeeds(bolt, clock.instant());
                assertThat(active(alarms)).isEmpty();
            }
        } finally {
            server.close();
        }
    }

    private static List<Alarm> active(Alarms alarms) {
        return alarms.all().filter(Alarm::isActive).toList();
    }
}
