package io.hearth.rules.engine;

import io.hearth.rules.rule.SignalKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What readings have changed and what is not stored yet. Filled by evaluation, emptied once it is stored. */
final class Changes {
    private final Map<SignalKey, Sample> seen = new LinkedHashMap<>();
    private final List<Transition> transitions = new ArrayList<>();

    void seen(Sample sample) {
        seen.put(sample.signal(), sample);
    }

    void add(Transition transition) {
        transitions.add(transition);
    }

    /** The newest reading of each signal that rules watch. */
    Map<SignalKey, Sample> seen() {
        return seen;
    }

    /** In the order in which they came about. */
    List<Transition> transitions() {
        return transitions;
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }
}
