package io.hearth.contracts.bus;

/** Bytes that are no message envelope, or whose payload is not of the expected type; the message says what is wrong. */
public class MalformedEnvelope extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong. */
    public MalformedEnvelope(String message, Throwable cause) {
        super(message, cause);
    }
}
