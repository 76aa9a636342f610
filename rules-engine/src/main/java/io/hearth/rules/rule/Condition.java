package io.hearth.rules.rule;

import io.hearth.rules.limit.Limit;

/** When a rule is active. */
public sealed interface Condition {
    /**
     * One signal is past a limit.
     *
     * @param signal what is watched
     * @param limit  the limit, with when it is left again
     */
    record Threshold(SignalKey signal, Limit limit) implements Condition {}
}
