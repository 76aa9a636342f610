package io.hearth.rules.engine;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;

/** A rule at work on one device: what it watches and the state it is in. Changed under the evaluator's lock only. */
final class Watch {
    private final KnownRule rule;
    private final Condition.Threshold threshold;
    private volatile RuleState state;

    Watch(KnownRule rule, RuleState state) {
        this.rule = rule;
        this.threshold = thresholdOf(rule);
        this.state = state;
    }

    private static Condition.Threshold thresholdOf(KnownRule rule) {
        return (Condition.Threshold) rule.rule().when();
    }

    /** What a rule watches. */
    static SignalKey signalOf(KnownRule rule) {
        return thresholdOf(rule).measure().signal().of(subjectOf(rule));
    }

    private static String subjectOf(KnownRule rule) {
        return ((io.hearth.rules.rule.Selector.Device) rule.rule().subject()).name();
    }

    KnownRule rule() {
        return rule;
    }

    SignalKey signal() {
        return threshold.measure().signal().of(subjectOf(rule));
    }

    Limit limit() {
        return threshold.limit();
    }

    RuleState state() {
        return state;
    }

    void enter(RuleState next) {
        state = next;
    }
}
