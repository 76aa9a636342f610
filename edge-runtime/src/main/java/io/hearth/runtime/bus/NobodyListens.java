package io.hearth.runtime.bus;

/** The broker says that nobody is subscribed to where a request went: it will never be answered. */
public class NobodyListens extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With where it went. */
    public NobodyListens(String message) {
        super(message);
    }
}
