package io.hearth.device.mapping;

/** A JSONata expression that could not be computed for a payload. */
public final class JsonataFailure extends Exception {
    private static final long serialVersionUID = 1L;

    JsonataFailure(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
