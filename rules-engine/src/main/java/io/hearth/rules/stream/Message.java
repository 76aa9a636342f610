package io.hearth.rules.stream;

/** What is sent to a client. */
sealed interface Message {
    /**
     * Something has happened.
     *
     * @param id   its place in the stream; a client that comes back with it misses nothing, as long as it is kept
     * @param name what sort of event
     * @param json its data
     */
    record Event(String id, String name, String json) implements Message {}

    /** The stream lives. */
    record Heartbeat() implements Message {}
}
