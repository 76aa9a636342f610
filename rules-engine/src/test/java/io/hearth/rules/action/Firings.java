package io.hearth.rules.action;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.rule.SignalRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decisions of rules, as the engine gives them to the actions. */
public final class Firings {
    private Firings() {}

    /** A rule on the temperature of the living room, with these actions. */
    public static KnownRule rule(String name, Action... then) {
        return rule(name, Given.LIVINGROOM, then);
    }

    /** A rule on a signal, with these actions. */
    public static KnownRule rule(String name, SignalKey signal, Action... then) {
        return Given.known(new Rule(
                name,
                true,
                "",
                List.of(),
                Severity.WARNING,
                true,
                new Selector.Device(signal.device()),
                new Condition.Threshold(Measure.of(SignalRef.ofSubject(signal.resource())), Given.below("20")),
                Delays.NONE,
                Optional.empty(),
                Pacing.NONE,
                List.of(then),
                List.of()));
    }

    /** The rule becomes active in that second, because of a reading of what it watches. */
    public static Firing of(KnownRule rule, long second, String value) {
        return of(rule, second, value, Map.of());
    }

    /** As {@link #of(KnownRule, long, String)}, with other readings of the subject. */
    public static Firing of(KnownRule rule, long second, String value, Map<String, String> others) {
        String subject = ((Selector.Device) rule.rule().subject()).name();
        SignalRef watched = ((Condition.Threshold) rule.rule().when()).measure().signal();
        Map<SignalKey, String> readings = new HashMap<>();
        readings.put(watched.of(subject), value);
        others.forEach((resource, text) -> readings.put(new SignalKey(subject, resource), text));
        Instant at = Instant.ofEpochSecond(Given.EPOCH / Given.SECOND + second);
        return new Firing(rule, subject, Firing.Kind.RAISED, at, Optional.of(watched.of(subject)), value, readings);
    }

    /** One that an earlier run has carried out. */
    public static Intent acted(Intent intent, Instant at) {
        return intent.actedAt(at);
    }

    /** What a rule with one action decides in that second. */
    public static Intent intent(Action action, long second, String value) {
        return intent("cold", action, second, value);
    }

    /** As {@link #intent(Action, long, String)}, of a rule by its name. */
    public static Intent intent(String rule, Action action, long second, String value) {
        return Intent.of(of(rule(rule, action), second, value), 0, action, second);
    }
}
