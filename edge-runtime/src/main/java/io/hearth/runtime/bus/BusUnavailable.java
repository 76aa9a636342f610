package io.hearth.runtime.bus;

/** The broker did not take a message: not connected, too many unacknowledged, or no acknowledgement in time. */
public class BusUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was tried. */
    public BusUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
