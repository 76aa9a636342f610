package io.hearth.rules.engine;

import java.util.Optional;

/** A rule's state as it is stored: its label and since when, in ns. More words may follow. */
final class StateText {
    private StateText() {}

    static String write(RuleState state) {
        return state.label() + " " + Sample.originOf(state.since());
    }

    /** The state that a text says; empty when it says none, which is as if nothing had been stored. */
    static Optional<RuleState> read(String text) {
        String[] words = text.split(" ");
        if (words.length < 2 || !words[1].matches("-?[0-9]{1,18}|-?[0-8][0-9]{18}")) {
            return Optional.empty();
        }
        var since = Sample.timeOf(Long.parseLong(words[1]));
        return switch (words[0]) {
            case "UNKNOWN" -> Optional.of(new RuleState.Unknown(since));
            case "NORMAL" -> Optional.of(new RuleState.Normal(since));
            case "ACTIVE" -> Optional.of(new RuleState.Active(since));
            default -> Optional.empty();
        };
    }
}
