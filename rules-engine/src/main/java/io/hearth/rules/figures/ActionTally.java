package io.hearth.rules.figures;

import java.util.List;
import java.util.UUID;

/** What became of actions, in figures. */
public interface ActionTally {
    /** Of one rule. */
    Acted of(UUID rule);

    /** Of all rules, also those that are no more. */
    Acted all();

    /** Several in one. */
    static ActionTally sum(List<ActionTally> parts) {
        return new ActionTally() {
            @Override
            public Acted of(UUID rule) {
                return parts.stream().map(part -> part.of(rule)).reduce(Acted.NOTHING, Acted::plus);
            }

            @Override
            public Acted all() {
                return parts.stream().map(ActionTally::all).reduce(Acted.NOTHING, Acted::plus);
            }
        };
    }
}
