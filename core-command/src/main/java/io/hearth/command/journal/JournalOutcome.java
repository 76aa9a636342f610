package io.hearth.command.journal;

import io.hearth.command.Outcome;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the journal says what became of a command. */
public enum JournalOutcome {
    /** It was about to be sent, and nothing has been heard yet. */
    UNDER_WAY("under-way", 'u'),
    /** The device service carried it out. */
    DONE("done", 'd'),
    /** core-command did not send it, or the device service refused it. */
    REFUSED("refused", 'r'),
    /** It was sent, and nobody answered or the device service failed: it may have been carried out. */
    FAILED("failed", 'f'),
    /** It was carried out, and the device does not show it. */
    UNCONFIRMED("unconfirmed", 'c'),
    /** The process that sent it died before it heard. */
    UNKNOWN("unknown", 'x');

    private final String text;
    private final char letter;

    JournalOutcome(String text, char letter) {
        this.text = text;
        this.letter = letter;
    }

    /** As it is written in answers and asked for. */
    public String text() {
        return text;
    }

    /** As it is stored in the indices. */
    char letter() {
        return letter;
    }

    static JournalOutcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> DONE;
            case Outcome.Refused refused -> REFUSED;
            case Outcome.Unconfirmed unconfirmed -> UNCONFIRMED;
            case Outcome.Failed failed -> failed.mayHaveActed() ? FAILED : REFUSED;
        };
    }

    /** The one of this name, none for null or ""; 400 for another. */
    static Optional<JournalOutcome> named(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(outcome -> outcome.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new EdgexException(
                        ErrorKind.CONTRACT_INVALID,
                        "query parameter outcome is '" + text + "', allowed is one of "
                                + Arrays.stream(values())
                                        .map(JournalOutcome::text)
                                        .collect(Collectors.joining(", ")))));
    }
}
