package io.hearth.rules.rule;

import java.util.List;

/**
 * A rule, whatever language it was written in.
 *
 * @param name        unique among the rules
 * @param enabled     whether it is evaluated
 * @param description for people; may be empty
 * @param labels      for finding and grouping
 * @param severity    how bad it is when the rule is active
 * @param when        when the rule is active
 * @param then        what is done, in order, when the rule becomes active
 * @param otherwise   what is done, in order, when it no longer is
 */
public record Rule(
        String name,
        boolean enabled,
        String description,
        List<String> labels,
        Severity severity,
        Condition when,
        List<Action> then,
        List<Action> otherwise) {
    /** Keeps copies of the lists. */
    public Rule {
        labels = List.copyOf(labels);
        then = List.copyOf(then);
        otherwise = List.copyOf(otherwise);
    }
}
