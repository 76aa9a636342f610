package io.hearth.rules.engine;

import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;

/** Whether a rule may act now. Asked once for each firing; answers from memory, at once. */
@FunctionalInterface
public interface Gate {
    /** Lets everything pass. */
    Gate OPEN = (rule, subject, kind) -> true;

    /** Whether the rule may do for this device what it has decided. */
    boolean admits(KnownRule rule, String subject, Firing.Kind kind);
}
