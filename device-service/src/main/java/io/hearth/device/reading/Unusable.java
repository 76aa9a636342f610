package io.hearth.device.reading;

/** Ends the decoding of a payload; never leaves this package. */
final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    Unusable(Reason reason, String detail) {
        super(detail, null, false, false);
        this.rejection = new Rejection(reason, detail);
    }

    Rejection rejection() {
        return rejection;
    }
}
