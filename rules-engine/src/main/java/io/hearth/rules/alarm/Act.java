package io.hearth.rules.alarm;

/** What a person may do to an alarm (OPC UA Part 9: Acknowledge, AddComment, TimedShelve, OneShotShelve, Unshelve). */
public sealed interface Act {
    /** Takes note. */
    record Acknowledge() implements Act {}

    /** Says something. */
    record Comment() implements Act {}

    /** Puts it out of sight; {@code how} says until when. */
    record Shelve(Shelving how) implements Act {}

    /** Puts it back in sight. */
    record Unshelve() implements Act {}
}
