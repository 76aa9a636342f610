package io.hearth.command;

import com.fasterxml.jackson.databind.JsonNode;

/** What became of a command. */
sealed interface Outcome {
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

    /**
     * It was not carried out, or nobody knows.
     *
     * @param status  an HTTP status of 400 or more (EdgeX API, error kinds)
     * @param message what happened, for the one who asked
     * @param known   whether the device service said so; false when the command may be asked again with the same id
     */
    record Failed(int status, String message, boolean known) implements Outcome {}

    /** A failure that a device service did not tell. */
    static Failed failed(int status, String message) {
        return new Failed(status, message, false);
    }
}
