package io.hearth.rules;

import io.hearth.rules.alarm.AlarmRequests;
import io.hearth.rules.alarm.Alarms;
import io.hearth.rules.alarm.Suppression;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.device.DeviceCatalog;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.silence.SilenceCheck;
import io.hearth.rules.silence.SilenceRequests;
import io.hearth.rules.silence.Silences;
import io.hearth.rules.stream.Streams;
import io.hearth.rules.why.Explanation;
import io.hearth.rules.why.Standing;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * What the resources of alarms, silences, live streams and reasons are given. All but the readers of requests are of the turn
 * that it is when they are asked for: with a request each, as resources are made.
 */
final class AlarmParts {
    AlarmParts() {}

    @Produces
    static Silences silences(RulesEngine service) {
        return service.work().alarms().silences();
    }

    @Produces
    static Suppression suppression(RulesEngine service) {
        return service.work().alarms().suppression();
    }

    @Produces
    static Alarms alarms(RulesEngine service) {
        return service.work().alarms().alarms();
    }

    @Produces
    static Streams streams(RulesEngine service) {
        return service.work().alarms().streams();
    }

    @Produces
    static Standing.Source standings(Engine engine) {
        return ruleId ->
                engine.status(ruleId).stream().map(AlarmParts::standing).toList();
    }

    private static Standing standing(Evaluator.Status status) {
        return new Standing(status.subject(), status.state(), status.deadline(), status.last());
    }

    @Produces
    static Explanation explanation(RulesEngine service, Clock clock) {
        Work work = service.work();
        AlarmWork alarms = work.alarms();
        return new Explanation(alarms.why(), work.actions(), alarms.silences(), alarms.heldBack(), clock);
    }

    @Produces
    @Singleton
    static AlarmRequests alarmRequests(RulesConfig config, Clock clock) {
        return new AlarmRequests(config.alarms(), clock);
    }

    @Produces
    @Singleton
    static SilenceRequests silenceRequests(RulesConfig config, Clock clock) {
        return new SilenceRequests(config.silences(), config.timeZone(), clock);
    }

    @Produces
    static SilenceCheck silenceCheck(RuleBook book, DeviceCatalog catalog) {
        return new SilenceCheck(book, catalog);
    }
}
