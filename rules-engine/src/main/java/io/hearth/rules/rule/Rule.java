package io.hearth.rules.rule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rule, whatever language it was written in.
 *
 * @param name        unique among the rules
 * @param enabled     whether it is evaluated
 * @param description for people; may be empty
 * @param labels      for finding and grouping
 * @param severity    how bad it is when the rule is active
 * @param alarm       whether it raises an alarm when it becomes active
 * @param subject     which devices it is about; each has its own state
 * @param when        when it is active
 * @param delays      how long the condition must hold, and is kept for afterwards
 * @param staleAfter  how old the newest value of a signal may be before it is as if there were none; empty for any age
 * @param pacing      how often it may act
 * @param then        what is done, in order, when the rule becomes active
 * @param otherwise   what is done, in order, when it no longer is
 */
public record Rule(
        String name,
        boolean enabled,
        String description,
        List<String> labels,
        Severity severity,
        boolean alarm,
        Selector subject,
        Condition when,
        Delays delays,
        Optional<Duration> staleAfter,
        Pacing pacing,
        List<Action> then,
        List<Action> otherwise) {
    /** Keeps copies of the lists. */
    public Rule {
        labels = List.copyOf(labels);
        then = List.copyOf(then);
        otherwise = List.copyOf(otherwise);
    }

    /** This rule, switched on or off. */
    public Rule switched(boolean on) {
        return new Rule(
                name,
                on,
                description,
                labels,
                severity,
                alarm,
                subject,
                when,
                delays,
                staleAfter,
                pacing,
                then,
                otherwise);
    }

    /** What is to be done about a firing, in order; empty for nothing. */
    public List<Action> actions(Firing.Kind kind) {
        return switch (kind) {
            case RAISED, REPEATED -> then;
            case CLEARED -> otherwise;
        };
    }

    /** Whether it never does anything, and only is in a state and raises an alarm. */
    public boolean hasNothingToDo() {
        return then.isEmpty() && otherwise.isEmpty();
    }
}
