package io.hearth.bench.load;

/** What a load has shown of a target. */
sealed interface Outcome {
    /** All counts agree: what was acknowledged is stored, and each reading that passed the limit brought its command, once. */
    record Counted(Measured measured) implements Outcome {}

    /** They do not, so there are no figures. */
    record Void(String why) implements Outcome {}
}
