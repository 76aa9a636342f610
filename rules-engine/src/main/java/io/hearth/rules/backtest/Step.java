package io.hearth.rules.backtest;

import io.hearth.rules.action.Deed;
import io.hearth.rules.engine.Transition;
import java.util.List;

/**
 * What a rule came to.
 *
 * @param transition the change of its state, or a firing without one
 * @param deeds      what it would have done, with everything filled in
 */
public record Step(Transition transition, List<Deed> deeds) {
    /** Keeps a copy. */
    public Step {
        deeds = List.copyOf(deeds);
    }
}
