package io.hearth.device.command;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.rest.ErrorKind;

/** What became of a command. */
public sealed interface CommandOutcome {
    /** The device's broker has taken what was to be set. */
    record Done() implements CommandOutcome {}

    /** The readings that were asked for. */
    record Answered(Event event) implements CommandOutcome {}

    /**
     * Nothing was done, or it is not known to be done.
     *
     * @param kind    decides the status
     * @param message for the one who asked
     */
    record Refused(ErrorKind kind, String message) implements CommandOutcome {
        /** Whether asking once more may help: the refusal is not about the command itself. */
        boolean passing() {
            return kind == ErrorKind.SERVICE_UNAVAILABLE
                    || kind == ErrorKind.SERVICE_LOCKED
                    || kind == ErrorKind.SERVER_ERROR;
        }
    }
}
