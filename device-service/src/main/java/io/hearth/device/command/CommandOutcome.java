package io.hearth.device.command;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.reply.DeviceFailed;

/** What became of a command. */
public sealed interface CommandOutcome {
    /**
     * The device's broker has taken what was to be set.
     *
     * @param heard whether the device itself has shown that it did it
     */
    record Done(boolean heard) implements CommandOutcome {
        /** The broker has it; of the device nothing was heard. */
        public Done() {
            this(false);
        }
    }

    /**
     * The readings that were asked for.
     *
     * @param heard whether the device was asked for them; else it had reported them before
     */
    record Answered(Event event, boolean heard) implements CommandOutcome {}

    /**
     * Nothing was done, or it is not known to be done.
     *
     * @param kind     decides the status
     * @param message  for the one who asked
     * @param ofDevice whether it is the device that failed
     */
    record Refused(ErrorKind kind, String message, boolean ofDevice) implements CommandOutcome {
        /** Not the device's failure. */
        public Refused(ErrorKind kind, String message) {
            this(kind, message, false);
        }

        static Refused of(EdgexException refused) {
            return new Refused(refused.kind(), refused.getMessage(), refused instanceof DeviceFailed);
        }

        /** Whether asking once more may help: the refusal is not about the command itself. */
        boolean passing() {
            return kind == ErrorKind.SERVICE_UNAVAILABLE
                    || kind == ErrorKind.SERVICE_LOCKED
                    || kind == ErrorKind.SERVER_ERROR;
        }
    }
}
