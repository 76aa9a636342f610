package io.hearth.rules.engine;

import io.hearth.rules.rule.Firing;
import java.util.Optional;

/** Whether a rule may do now what it has decided. Asked once for each firing; answers from memory, at once. */
@FunctionalInterface
public interface Gate {
    /** Lets everything pass. */
    Gate OPEN = firing -> Optional.empty();

    /** What holds a firing back; empty when nothing does. */
    Optional<Transition.HeldBack> heldBack(Firing firing);
}
