package io.hearth.rules.engine;

import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.KnownRule;
import java.util.List;

/**
 * A change of a rule's state.
 *
 * @param rule  whose
 * @param from  what it was
 * @param to    what it is now
 * @param cause the reading that made it so
 */
public record Transition(KnownRule rule, RuleState from, RuleState to, Sample cause) {
    /** What the rule says to do about it. Becoming normal for the first time is no news. */
    public List<Action> actions() {
        return switch (to) {
            case RuleState.Active _ -> rule.rule().then();
            case RuleState.Normal _ ->
                switch (from) {
                    case RuleState.Active _ -> rule.rule().otherwise();
                    case RuleState.Normal _ -> List.of();
                    case RuleState.Unknown _ -> List.of();
                };
            case RuleState.Unknown _ -> List.of();
        };
    }
}
