package io.hearth.rules.rule;

/** How bad it is when a rule is active. */
public enum Severity {
    /** Good to know. */
    INFO,
    /** Wants a look. */
    WARNING,
    /** Wants someone now. */
    CRITICAL
}
