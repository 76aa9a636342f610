package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.alarm.AlarmRequests;
import io.hearth.rules.alarm.AlarmStore;
import io.hearth.rules.alarm.AlarmView;
import io.hearth.rules.alarm.Alarms;
import io.hearth.rules.alarm.RuleAlarms;
import io.hearth.rules.alarm.Suppression;
import io.hearth.rules.device.DeviceCatalog;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.silence.HeldBackFirings;
import io.hearth.rules.silence.HeldBackStore;
import io.hearth.rules.silence.SilenceRequests;
import io.hearth.rules.silence.SilenceStore;
import io.hearth.rules.silence.Silences;
import io.hearth.rules.stream.Streams;
import io.hearth.rules.why.Explanation;
import io.hearth.rules.why.Outcomes;
import io.hearth.rules.why.Standing;
import io.hearth.rules.why.WhyLog;
import io.hearth.runtime.redis.RedisBatch;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** How alarms, silences, the live streams and the reasons of rules are put together. */
final class AlarmParts {
    AlarmParts() {}

    /** Who takes part in what the engine decides. */
    record Taking(List<Participant> part) {
        /** And another one, first. */
        List<Participant> and(Participant other) {
            return Stream.concat(Stream.of(other), part.stream()).toList();
        }
    }

    @Produces
    @Singleton
    static Silences silences(RulesConfig config, RedisBatch redis, DeviceCatalog catalog, Clock clock) {
        return new Silences(new SilenceStore(redis), config.silences(), catalog, clock);
    }

    @Produces
    @Singleton
    static Suppression suppression(Silences silences, Clock clock) {
        return source -> silences.about(source.rule(), source.labels(), source.device(), clock.instant())
                .map(silence -> silence.id().toString());
    }

    @Produces
    @Singleton
    static Alarms alarms(RulesConfig config, RedisBatch redis, Clock clock) {
        return new Alarms(new AlarmStore(redis), config.alarms(), clock);
    }

    @Produces
    @Singleton
    static RuleAlarms ruleAlarms(Alarms alarms) {
        return new RuleAlarms(alarms);
    }

    @Produces
    @Singleton
    static HeldBackFirings heldBack(Silences silences, RedisBatch redis, Clock clock) {
        return new HeldBackFirings(silences, new HeldBackStore(redis), clock);
    }

    @Produces
    @Singleton
    static WhyLog why(RulesConfig config, RedisBatch redis) {
        return new WhyLog(redis, config.why());
    }

    @Produces
    @Singleton
    static Outcomes outcomes(WhyLog log, RulesConfig config) {
        return new Outcomes(log, config.why());
    }

    @Produces
    @Singleton
    static Streams streams(RulesConfig config, Suppression suppression, Alarms alarms, Clock clock) {
        Streams streams = new Streams(
                config.stream(),
                clock,
                change -> AlarmView.of(
                        change.alarm(), suppression.of(change.alarm().source()), clock.instant()));
        alarms.listen(streams::changed);
        return streams;
    }

    @Produces
    @Singleton
    static Taking taking(RuleAlarms alarms, HeldBackFirings heldBack, WhyLog why, Streams streams) {
        return new Taking(List.of(alarms, heldBack, why, streams));
    }

    @Produces
    @Singleton
    static Standing.Source standings(Engine engine) {
        return ruleId ->
                engine.status(ruleId).stream().map(AlarmParts::standing).toList();
    }

    private static Standing standing(Evaluator.Status status) {
        return new Standing(status.subject(), status.state(), status.deadline(), status.last());
    }

    @Produces
    @Singleton
    static Explanation explanation(
            WhyLog log, Actions actions, Silences silences, HeldBackFirings heldBack, Clock clock) {
        return new Explanation(log, actions, silences, heldBack, clock);
    }

    @Produces
    @Singleton
    static AlarmRequests alarmRequests(RulesConfig config, Clock clock) {
        return new AlarmRequests(config.alarms(), clock);
    }

    @Produces
    @Singleton
    static SilenceRequests silenceRequests(RulesConfig config, Clock clock) {
        return new SilenceRequests(config.silences(), clock);
    }
}
