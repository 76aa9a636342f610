package io.hearth.rules.engine;

import io.hearth.rules.rule.KnownRule;
import java.util.Collection;

/** Who is given the rules there are, to evaluate them. */
public interface RuleTaker {
    /** Takes up all rules, with the state in which they were left. Bears repeating. */
    void load(Collection<KnownRule> rules);

    /** Whether they were taken up. */
    boolean isReady();

    /** A rule is new, or another one now. */
    void put(KnownRule rule);

    /** A rule is no more. */
    void remove(KnownRule rule);
}
