package io.hearth.rules.engine;

import io.hearth.rules.rule.Firing;
import java.time.Instant;
import java.util.Optional;

/** Whether a rule may do now what it has decided. Asked once for each firing; answers from memory, at once. */
@FunctionalInterface
public interface Gate {
    /** Lets everything pass. */
    Gate OPEN = firing -> Optional.empty();

    /**
     * What holds a firing back.
     *
     * @param until when it is decided anew, if the rule still stands as it does now, by the clock of the readings; empty when
     *              whoever holds it back makes up for it himself
     */
    record Refusal(Transition.HeldBack reason, Optional<Instant> until) {}

    /** Why a firing does not act now; empty when it may. */
    Optional<Refusal> refusal(Firing firing);
}
