package io.hearth.device.reading;

/** Why a device's message became no reading, in words for machines. */
public enum Reason {
    /** The payload has no bytes. */
    EMPTY("empty"),
    /** The payload has more bytes than the setting allows. */
    TOO_LARGE("too-large"),
    /** The payload is a text but not UTF-8. */
    NOT_UTF8("not-utf8"),
    /** The payload should be JSON and is not. */
    NOT_JSON("not-json"),
    /** The payload should be CBOR and is not. */
    NOT_CBOR("not-cbor"),
    /** The payload should be lines of cells, or one, and is not. */
    NOT_CSV("not-csv"),
    /** The payload is JSON or CBOR nested deeper than the setting allows. */
    TOO_DEEP("too-deep"),
    /** The value should be a number and is not, or is out of its type's range. */
    NOT_A_NUMBER("not-a-number"),
    /** The value is not of its resource's type. */
    WRONG_TYPE("wrong-type"),
    /** None of the expected values is in the payload. */
    NO_VALUE("no-value"),
    /** A JSONata expression fails on the payload, or takes too long. */
    NOT_COMPUTED("not-computed"),
    /** The time of a value cannot be used, and the mapping says that it must. */
    BAD_TIME("bad-time"),
    /** The device says that the value is not good, and the mapping says that it must be. */
    BAD_QUALITY("bad-quality"),
    /** The value is not what its resource's assertion says. */
    ASSERTION_FAILED("assertion-failed"),
    /** No device has the name that the topic or the payload gives. */
    UNKNOWN_DEVICE("unknown-device"),
    /** The device has nothing mapped to the topic. */
    UNKNOWN_RESOURCE("unknown-resource"),
    /** No template has the topic's form. */
    UNKNOWN_TOPIC("unknown-topic"),
    /** What a device tells of itself is not what can be understood (docs/conventions.md). */
    NOT_UNDERSTOOD("not-understood"),
    /** A device that tells of itself may not be added, or not more of it. */
    NOT_ADDED("not-added"),
    /** What the message means is in a birth certificate that has not come (Sparkplug B). */
    BIRTH_UNKNOWN("birth-unknown"),
    /** A mistake of ours; the log says more. */
    INTERNAL("internal-error");

    private final String wireName;

    Reason(String wireName) {
        this.wireName = wireName;
    }

    /** The word in dead letters and metrics. */
    public String wireName() {
        return wireName;
    }
}
