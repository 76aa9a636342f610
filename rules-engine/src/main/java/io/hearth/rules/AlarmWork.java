package io.hearth.rules;

import io.hearth.rules.alarm.AlarmStore;
import io.hearth.rules.alarm.AlarmView;
import io.hearth.rules.alarm.Alarms;
import io.hearth.rules.alarm.RuleAlarms;
import io.hearth.rules.alarm.Suppression;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.silence.HeldBackFirings;
import io.hearth.rules.silence.HeldBackStore;
import io.hearth.rules.silence.Silences;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.stream.Streams;
import io.hearth.rules.why.Outcomes;
import io.hearth.rules.why.WhyLog;
import java.time.Clock;
import java.util.List;

/** Alarms, silences, the live streams and the reasons of rules, as they are at work in one turn. */
record AlarmWork(
        Silences silences,
        Suppression suppression,
        Alarms alarms,
        RuleAlarms ofRules,
        HeldBackFirings heldBack,
        WhyLog why,
        Outcomes outcomes,
        Streams streams)
        implements AutoCloseable {
    static AlarmWork in(FencedRedis redis, RulesConfig config, Silences silences, Clock clock) {
        Suppression suppression =
                source -> silences.about(source.rule(), source.labels(), source.device(), clock.instant())
                        .map(silence -> silence.id().toString());
        Alarms alarms = new Alarms(new AlarmStore(redis), config.alarms(), clock);
        Streams streams = new Streams(
                config.stream(),
                clock,
                change -> AlarmView.of(
                        change.alarm(), suppression.of(change.alarm().source()), clock.instant()));
        alarms.listen(streams::changed);
        WhyLog why = new WhyLog(redis, config.why());
        return new AlarmWork(
                silences,
                suppression,
                alarms,
                new RuleAlarms(alarms),
                new HeldBackFirings(silences, new HeldBackStore(redis), clock),
                why,
                new Outcomes(why, config.why()),
                streams);
    }

    /** Who takes part in what the engine decides. */
    List<Participant> participants() {
        return List.of(ofRules, heldBack, why, streams);
    }

    /** Ends the streams, and writes no more of what becomes of actions. */
    @Override
    public void close() {
        streams.stop();
        outcomes.close();
    }
}
