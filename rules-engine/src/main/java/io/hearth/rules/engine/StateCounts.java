package io.hearth.rules.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** For how many devices rules are in which state. */
final class StateCounts {
    private static final String[] LABELS = {"UNKNOWN", "NORMAL", "PENDING", "ACTIVE", "CLEARING"};

    private final int[] counts = new int[LABELS.length];
    private int active;

    void add(RuleState state, int by) {
        counts[place(state)] += by;
        active += state.isActive() ? by : 0;
    }

    /** For how many devices rules count as active: also those of which nothing is known, and which were active before. */
    int active() {
        return active;
    }

    /** By label, all five. */
    Map<String, Integer> byLabel() {
        Map<String, Integer> byLabel = new LinkedHashMap<>();
        for (int i = 0; i < LABELS.length; i++) {
            byLabel.put(LABELS[i], counts[i]);
        }
        return byLabel;
    }

    private static int place(RuleState state) {
        return switch (state) {
            case RuleState.Unknown _ -> 0;
            case RuleState.Normal _ -> 1;
            case RuleState.Pending _ -> 2;
            case RuleState.Active _ -> 3;
            case RuleState.Clearing _ -> 4;
        };
    }
}
