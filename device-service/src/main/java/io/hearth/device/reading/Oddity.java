package io.hearth.device.reading;

/** What is counted though it is no reason to put a message aside. */
public enum Oddity {
    /** A value that was expected is not in the message. */
    MISSING("missing"),
    /** A value is null, and the mapping leaves such out. */
    NULL("null"),
    /** The device says that a value is not good. */
    BAD_QUALITY("bad-quality"),
    /** A time cannot be read; that of arrival was taken. */
    TIME_NOT_READ("time-not-read"),
    /** A time lies too far from that of arrival, which was taken. */
    TIME_OUT_OF_BOUNDS("time-out-of-bounds");

    private final String wireName;

    Oddity(String wireName) {
        this.wireName = wireName;
    }

    /** The word in metrics. */
    public String wireName() {
        return wireName;
    }
}
