package io.hearth.runtime.keeper;

/** core-keeper did not answer, or not as it should. */
public class KeeperUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what came back. */
    public KeeperUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
