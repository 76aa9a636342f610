package io.hearth.rules.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.alarm.AlarmChange;
import io.hearth.rules.alarm.AlarmView;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.Rule;
import io.vertx.mutiny.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** The live streams: changes of rules' states, and of alarms. They tell what is stored, and nothing else. */
public final class Streams implements Participant {
    /** How what a client is told begins for which there is no place. */
    public static final String FULL = "too many clients listen already";

    private final Feed rules;
    private final Feed alarms;
    private final Function<AlarmChange, AlarmView> view;

    /**
     * Nobody listens yet.
     *
     * @param view how an alarm is shown
     */
    public Streams(StreamConfig config, Clock clock, Function<AlarmChange, AlarmView> view) {
        String run = Long.toString(clock.millis(), 36);
        Semaphore places = new Semaphore(config.clients());
        this.rules = new Feed(config, run, places);
        this.alarms = new Feed(config, run, places);
        this.view = view;
    }

    /** A change of a rule's state, or a decision without one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RuleChange(
            String rule,
            String device,
            String severity,
            List<String> labels,
            String from,
            String to,
            String at,
            String value,
            String decided,
            String heldBack) {
        static RuleChange of(Transition transition) {
            Rule rule = transition.rule().rule();
            return new RuleChange(
                    rule.name(),
                    transition.subject(),
                    rule.severity().name().toLowerCase(Locale.ROOT),
                    rule.labels(),
                    transition.from().label(),
                    transition.to().label(),
                    transition.at().toString(),
                    transition.value().isEmpty() ? null : transition.value(),
                    transition
                            .kind()
                            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                            .orElse(null),
                    transition
                            .heldBack()
                            .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                            .orElse(null));
        }
    }

    /** What has become of an alarm, and the alarm as it is now. */
    record AlarmNews(String what, String who, String comment, AlarmView alarm) {}

    @Override
    public List<Request> toStore(List<Transition> transitions) {
        return List.of();
    }

    @Override
    public void stored(List<Transition> transitions) {
        transitions.forEach(transition -> {
            Rule rule = transition.rule().rule();
            rules.publish(
                    transition.changesState() ? "state" : "decision",
                    rule.name(),
                    transition.subject(),
                    rule.labels(),
                    rule.severity(),
                    () -> json(RuleChange.of(transition)));
        });
    }

    /** An alarm has changed. */
    public void changed(AlarmChange change) {
        String what = change.note().what().name().toLowerCase(Locale.ROOT);
        alarms.publish(
                what,
                change.alarm().source().rule(),
                change.alarm().source().device(),
                change.alarm().source().labels(),
                change.alarm().severity(),
                () -> json(
                        new AlarmNews(what, change.note().who(), change.note().comment(), view.apply(change))));
    }

    private static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    Feed rules() {
        return rules;
    }

    Feed alarms() {
        return alarms;
    }

    /** How many listen to both. */
    public int listening() {
        return rules.listening() + alarms.listening();
    }

    /** How many clients were left because they were too slow. */
    public long tooSlow() {
        return rules.tooSlow() + alarms.tooSlow();
    }

    /** Tells those who heard nothing for long that the stream lives. */
    public void tick() {
        rules.heartbeat();
        alarms.heartbeat();
    }

    /** Ends all streams. */
    public void stop() {
        rules.stop();
        alarms.stop();
    }
}
