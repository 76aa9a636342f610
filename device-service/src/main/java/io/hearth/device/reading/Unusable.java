package io.hearth.device.reading;

/** Ends the decoding of a payload; never leaves this package. */
final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;
    private final boolean whole;

    Unusable(Reason reason, String detail) {
        this(reason, detail, false);
    }

    private Unusable(Reason reason, String detail, boolean whole) {
        super(detail, null, false, false);
        this.rejection = new Rejection(reason, detail);
        this.whole = whole;
    }

    /** Of the whole message, not of one value in it. */
    static Unusable whole(Reason reason, String detail) {
        return new Unusable(reason, detail, true);
    }

    boolean isWhole() {
        return whole;
    }

    Rejection rejection() {
        return rejection;
    }
}
