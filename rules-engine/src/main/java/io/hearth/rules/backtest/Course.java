package io.hearth.rules.backtest;

import io.hearth.rules.engine.Evaluator;
import java.util.List;
import java.util.Optional;

/**
 * What became of a rule over some time.
 *
 * @param steps    in order
 * @param states   its state for each device at the end
 * @param readings how many readings it went through
 * @param cut      why it ended before its time; empty when it did not
 */
public record Course(List<Step> steps, List<Evaluator.Status> states, int readings, Optional<String> cut) {
    /** Keeps copies. */
    public Course {
        steps = List.copyOf(steps);
        states = List.copyOf(states);
    }
}
