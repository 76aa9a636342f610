package io.hearth.device.mapping;

/** What becomes of a value that the device does not say; attributes {@code onMissing}, {@code onNull} and {@code onBad}. */
public enum Unsaid {
    /** There is no reading; counted. */
    LEAVE_OUT("leave-out"),
    /** There is a reading without a value (EdgeX API, null reading). */
    NULL("null-reading"),
    /** There is a dead letter; other values of the message are taken. */
    REJECT("reject");

    private final String word;

    Unsaid(String word) {
        this.word = word;
    }

    /** The word in the attribute. */
    public String word() {
        return word;
    }
}
