package io.hearth.rules.replica;

import io.hearth.rules.store.FencedRedis;

/** The time for which a replica is at work. */
public interface Turn {
    /** Counts the turns of all replicas; 0 for one that has no others. */
    long epoch();

    /** Whether it lasts: asked before anything is told to the world that cannot be taken back. Costs nothing. */
    boolean lasts();

    /** Redis, for all that is written in this turn. */
    FencedRedis redis();

    /** The turn of one who is alone, which never ends. */
    static Turn unshared(FencedRedis redis) {
        return new Turn() {
            @Override
            public long epoch() {
                return 0;
            }

            @Override
            public boolean lasts() {
                return true;
            }

            @Override
            public FencedRedis redis() {
                return redis;
            }
        };
    }
}
