package io.hearth.runtime.bus;

/** Nobody answered a request on the bus in time; whether it was carried out is not known. */
public class BusTimeout extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was waited for, and how long. */
    public BusTimeout(String message) {
        super(message);
    }
}
