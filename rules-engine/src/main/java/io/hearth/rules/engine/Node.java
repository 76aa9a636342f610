package io.hearth.rules.engine;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A condition at work for one rule and device, or a part of one. Guarded by the evaluator's lock. */
abstract class Node {
    /**
     * What is known of it.
     *
     * @param at   the time, in ns since 1970; never before that of the last call
     * @param anew whether values may have changed since the last call, or only time has passed
     */
    abstract Truth look(long at, boolean anew);

    /** When it changes next by itself; {@link Timed#NEVER} when it does not. */
    long deadline() {
        return Timed.NEVER;
    }

    /** Begins to listen to its signals. */
    abstract void attach();

    /** Sees the values that are known already, as if they came now. */
    void meet() {}

    /** No longer listens. */
    abstract void detach();

    /** The signals it listens to, those named first in front. */
    abstract void signals(Consumer<Signal> each);

    /** What must survive a restart, a word without spaces and commas for each part that has a memory. */
    abstract void remember(List<String> words);

    /** Takes up what {@link #remember} said; words that are not understood are as if there were none. */
    abstract void recall(Iterator<String> words);

    /** The clock was set back to this time: nothing that it remembers is later. */
    void setBack(long at) {}

    /** Begins anew what runs: nobody looked for too long. */
    void anew(long at) {}

    /** What would have ended while nobody looked ends so much later, in ns, but never by more than it lasts. */
    void resume(long at, long grace) {}

    /** How long what ends at its deadline lasts, in ns. */
    long lasts() {
        return 0;
    }
}
