package io.hearth.rules.alarm;

/** What came of a person's act. */
public sealed interface Acted {
    /** The alarm as it is now. */
    record Done(Alarm alarm) implements Acted {}

    /** It may not be done as the alarm is; {@code reason} says how it is. Nothing has changed. */
    record NotNow(String reason) implements Acted {}

    /** There is no alarm of this id. */
    record Unknown() implements Acted {}
}
