package io.hearth.rules.why;

import io.hearth.rules.engine.Transition;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.Condition;
import java.util.Comparator;
import java.util.Optional;

/** What a rule decided and why, in one sentence for people. */
public final class Wording {
    private Wording() {}

    /** Why an alarm was raised. */
    public static String raised(Transition transition) {
        return sentence(transition, true);
    }

    /** Why an alarm is over. */
    public static String ended(Transition transition) {
        return transition.to().label().equals("UNKNOWN")
                ? "the value is not known any more"
                : sentence(transition, false);
    }

    /** Why a rule does not act. */
    public static String limited(Transition transition, HeldBack reason) {
        return "rule '" + transition.rule().rule().name() + "' is limited: " + heldBack(reason);
    }

    /** What stands in the way of an action. */
    public static String heldBack(HeldBack reason) {
        return switch (reason) {
            case COOL_DOWN -> "its actions succeeded less than its cool-down ago";
            case LIMITED -> "it fires too often";
            case NOTHING_DONE -> "what it would undo was not done";
            case SILENCED -> "a silence holds";
            case LOOP -> "its own actions make it fire";
        };
    }

    /** Why the state is what it is after a transition. */
    static String because(Transition transition) {
        return switch (transition.to().label()) {
            case "UNKNOWN" -> "the value is missing, stale or not a number";
            case "ACTIVE", "PENDING" -> sentence(transition, true);
            default -> sentence(transition, false);
        };
    }

    private static String sentence(Transition transition, boolean holds) {
        Condition when = transition.rule().rule().when();
        String sentence = ConditionText.sentence(when, transition.value(), Optional.of(holds));
        return switch (when) {
            case Condition.All _, Condition.Any _, Condition.Expression _ -> sentence + readings(transition);
            case Condition.Threshold _,
                    Condition.MovingThreshold _,
                    Condition.Range _,
                    Condition.Equals _,
                    Condition.Absence _,
                    Condition.Within _,
                    Condition.Held _ -> sentence;
        };
    }

    private static String readings(Transition transition) {
        StringBuilder text = new StringBuilder();
        transition.readings().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .limit(8)
                .forEach(entry -> text.append(text.isEmpty() ? "; " : ", ")
                        .append(entry.getKey().device())
                        .append(' ')
                        .append(entry.getKey().resource())
                        .append(" is ")
                        .append(entry.getValue()));
        return text.toString();
    }
}
