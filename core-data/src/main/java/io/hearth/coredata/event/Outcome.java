package io.hearth.coredata.event;

/** What became of an event at the door. */
public sealed interface Outcome {
    /** It is durable. */
    record Stored(String eventId) implements Outcome {}

    /** It was stored before, under this id; nothing was written, and the sender may be told that all is well. */
    record Duplicate(String eventId) implements Outcome {}

    /** It is good, and not kept because EdgeX's {@code Writable.PersistData} is off. */
    record NotKept(String eventId) implements Outcome {}

    /** It can never be stored. */
    record Rejected(Reason reason, String detail) implements Outcome {}

    /** Why an event, or a message that should have held one, was refused. */
    enum Reason {
        /** It cannot be decoded. */
        MALFORMED("malformed"),
        /** It breaks a rule of EdgeX's contract. */
        INVALID("invalid"),
        /** Its topic or path names another profile, device or source. */
        WRONG_ADDRESS("wrong-address"),
        /** Its device has as many events in this nanosecond as can be told apart. */
        CROWDED("crowded"),
        /** Storing it failed for a reason of its own, which is a defect of ours; the log has it. */
        FAILED("failed");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** As it is written in dead letters and metrics. */
        public String label() {
            return label;
        }
    }
}
