package io.hearth.rules.engine;

/** Something that changes by itself when time passes. Times are in ns since 1970, by the clock of the readings. */
abstract class Timed {
    /** The time of what never happens. */
    static final long NEVER = Long.MAX_VALUE;

    /** Where it stands in the queue of {@link Timers}, which alone changes it. */
    long queued = NEVER;

    /** When it changes next; {@link #NEVER} when it does not. */
    abstract long deadline();

    /** Its deadline has come. Afterwards it has a later one, or none. */
    abstract void due(long deadline, long now);

    /** How long it lasts that ends at its deadline, in ns: it is not given longer grace than this. */
    abstract long lasts();
}
