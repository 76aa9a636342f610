package io.hearth.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What became of a command. */
public sealed interface Outcome {
    /** The HTTP status that says it. */
    int status();

    /**
     * The device service carried it out.
     *
     * @param contentType of the payload on the bus: {@code application/json}, or {@code application/cbor} with binary readings
     * @param payload     the event response of a get; null node when there is nothing to say
     */
    record Answered(String contentType, JsonNode payload) implements Outcome {
        @Override
        public int status() {
            return 200;
        }
    }

    /** It did not go as was asked. */
    sealed interface NotDone extends Outcome {
        /** What happened, for the one who asked. */
        String message();
    }

    /**
     * The device service did not carry it out, or nobody knows.
     *
     * @param status  an HTTP status of 400 or more (EdgeX API, error kinds)
     * @param known   whether the device service said so; false when nobody knows whether it acted
     */
    record Failed(int status, String message, boolean known) implements NotDone {
        private static final int SERVER_ERROR = 500;

        /** A device service that answers with an error of its own may have told the device before. */
        public boolean mayHaveActed() {
            return !known || status >= SERVER_ERROR;
        }
    }

    /**
     * core-command did not send it.
     *
     * @param status    an HTTP status of 400 or more
     * @param allowedAt when the same command would be sent; null when that is not known
     */
    record Refused(int status, String message, Instant allowedAt) implements NotDone {}

    /** The device service carried it out, but the device does not show what was set (see {@code confirm}). */
    record Unconfirmed(String message) implements NotDone {
        /** HTTP's 504: what was waited for behind us did not come in time. */
        public static final int STATUS = 504;

        @Override
        public int status() {
            return STATUS;
        }
    }

    /** A failure of which nobody knows whether the device acted. */
    static Failed failed(int status, String message) {
        return new Failed(status, message, false);
    }

    /** A command that was not sent. */
    static Refused refused(int status, String message) {
        return new Refused(status, message, null);
    }
}
