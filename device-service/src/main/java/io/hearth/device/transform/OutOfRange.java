package io.hearth.device.transform;

/** A transformed value is not one of its type: beyond its range, or no number at all. */
public final class OutOfRange extends Exception {
    private static final long serialVersionUID = 1L;

    OutOfRange(String message) {
        super(message, null, false, false);
    }
}
