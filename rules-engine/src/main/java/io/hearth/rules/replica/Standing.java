package io.hearth.rules.replica;

/** Where a replica stands. */
public sealed interface Standing {
    /** It is at work; the epoch of its turn, 0 when it has no others. */
    record AtWork(long epoch) implements Standing {}

    /** It stands by, for this reason: who is at work. */
    record By(String reason) implements Standing {}
}
