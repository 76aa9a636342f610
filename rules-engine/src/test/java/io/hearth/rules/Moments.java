package io.hearth.rules;

import io.hearth.rules.engine.RuleState;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Changes of state that tests bring about themselves, and a clock that they set. */
public final class Moments {
    private Moments() {}

    public static Transition raised(KnownRule rule, long second, HeldBack... heldBack) {
        return transition(rule, normal(second - 1), active(second), second, Firing.Kind.RAISED, heldBack);
    }

    public static Transition cleared(KnownRule rule, long second, HeldBack... heldBack) {
        return transition(rule, active(second - 1), normal(second), second, Firing.Kind.CLEARED, heldBack);
    }

    /** A firing without a change of state. */
    public static Transition again(KnownRule rule, long second, Firing.Kind kind, HeldBack... heldBack) {
        RuleState state = kind == Firing.Kind.CLEARED ? normal(second - 1) : active(second - 1);
        return transition(rule, state, state, second, kind, heldBack);
    }

    private static RuleState active(long second) {
        return new RuleState.Active(at(second));
    }

    private static RuleState normal(long second) {
        return new RuleState.Normal(at(second));
    }

    public static Instant at(long second) {
        return Given.NOW.plusSeconds(second);
    }

    private static Transition transition(
            KnownRule rule, RuleState from, RuleState to, long second, Firing.Kind kind, HeldBack... heldBack) {
        String value = to.isActive() ? "19.4" : "21";
        return new Transition(
                rule,
                Given.LIVINGROOM.device(),
                from,
                to,
                at(second),
                Optional.empty(),
                value,
                Map.of(Given.LIVINGROOM, value),
                Optional.of(kind),
                heldBack.length == 0 ? Optional.empty() : Optional.of(heldBack[0]));
    }

    /** A clock that stands still until it is moved on. */
    public static final class Hand extends Clock {
        private volatile Instant now = Given.NOW;

        public void moveOn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
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
}
