package io.hearth.contracts.rest;

/** What went wrong, and the HTTP status it has (EdgeX API, error kinds). */
public enum ErrorKind {
    CONTRACT_INVALID(400),
    INVALID_ID(400),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    IO_ERROR(403),
    ENTITY_DOES_NOT_EXIST(404),
    NOT_ALLOWED(405),
    DUPLICATE_NAME(409),
    STATUS_CONFLICT(409),
    LIMIT_EXCEEDED(413),
    RANGE_NOT_SATISFIABLE(416),
    SERVICE_LOCKED(423),
    DATABASE_ERROR(500),
    SERVER_ERROR(500),
    UNKNOWN(500),
    OVERFLOW_ERROR(500),
    NAN_ERROR(500),
    NOT_IMPLEMENTED(501),
    COMMUNICATION_ERROR(502),
    SERVICE_UNAVAILABLE(503);

    private final int status;

    ErrorKind(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
