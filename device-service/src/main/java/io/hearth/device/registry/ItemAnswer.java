package io.hearth.device.registry;

/**
 * What core-metadata answered to one item of a request.
 *
 * @param status  its HTTP status
 * @param message why, empty when all is well
 */
public record ItemAnswer(int status, String message) {
    private static final int OK = 200;
    private static final int MULTI_STATUS = 207;
    private static final int CONFLICT = 409;

    /** Whether it was done. */
    public boolean done() {
        return status >= OK && status <= MULTI_STATUS;
    }

    /** Whether something of this name is there already. */
    public boolean exists() {
        return status == CONFLICT;
    }
}
