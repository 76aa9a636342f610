package io.hearth.contracts.rest;

import java.util.Objects;

/** A request that cannot be carried out, with the kind that decides the status and a message for the one who asked. */
public class EdgexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    /** With a message that names the field, the value and what is allowed. */
    public EdgexException(ErrorKind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What went wrong. */
    public ErrorKind kind() {
        return kind;
    }
}
