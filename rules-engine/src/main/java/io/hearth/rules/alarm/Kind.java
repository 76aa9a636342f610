package io.hearth.rules.alarm;

/** What an alarm is about. */
public enum Kind {
    /** A rule is active. */
    RULE,
    /** A device did not show that it obeyed a rule. It is over when a later action succeeds, or somebody has taken note. */
    UNCONFIRMED,
    /** An action was given up. It is over when the same action is done, or somebody has taken note. */
    FAILED,
    /** A rule decides too often, or its actions feed its own condition, and so it does not act. */
    LIMITED
}
