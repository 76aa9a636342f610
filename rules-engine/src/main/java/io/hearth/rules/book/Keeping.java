package io.hearth.rules.book;

import io.vertx.mutiny.redis.client.Request;
import java.util.List;

/**
 * How a book is kept: how its changes are stored, and what is stored takes effect. By one thread at a time, but for what is only
 * said.
 */
sealed interface Keeping permits SoleKeeping, SharedKeeping {
    /**
     * What is stored, and not known here, takes effect.
     *
     * @throws io.hearth.runtime.redis.StoreUnavailable when it cannot be said now
     */
    void catchUp();

    /**
     * Stores the steps of a plan, and something else with them, all or nothing.
     *
     * @throws Revisions.Overtaken when the plan was made of rules that are others by now
     * @throws io.hearth.runtime.redis.StoreUnavailable when it is not stored, as far as is known
     */
    void save(Plan plan, String by, List<Request> alongside);

    /** How often a change is made of the rules as they are then, before it is refused. */
    int tries();

    /** Waits until whoever evaluates the rules does so as they are known here. Not by the one thread. */
    void awaitKnown();

    /** The number of the revision that is in effect here; 0 where nobody counts them. */
    long revision();

    /** Whether there are changes of which nobody knows whether they are stored. Costs nothing. */
    boolean isUnsure();

    /** Finds out what became of those, and of them only. */
    void lookUp();
}
