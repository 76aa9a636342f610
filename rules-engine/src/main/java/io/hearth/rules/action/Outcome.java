package io.hearth.rules.action;

/** What became of one attempt at an action. */
public sealed interface Outcome {
    /** The device has it. */
    record Done() implements Outcome {}

    /** Not now; the same attempt may succeed later. */
    record Later(String reason) implements Outcome {}

    /** Not sent, because of what it is: others to the same device may pass, and this one may later. */
    record Refused(String reason) implements Outcome {}

    /** It was carried out, and the device does not show it yet: nothing need wait for that. */
    record Unconfirmed(String reason) implements Outcome {}

    /** Never; the same attempt will always fail. */
    record Never(String reason) implements Outcome {}
}
