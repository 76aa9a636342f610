package io.hearth.rules.replica;

import java.util.UUID;

/**
 * A replica, as others know it.
 *
 * @param run  tells apart two runs of a replica, and two replicas that were given the same name
 * @param name for people
 */
record Me(String run, String name) {
    /** A new run. */
    static Me named(String name) {
        return new Me(UUID.randomUUID().toString(), name);
    }
}
