package io.hearth.command.guard;

import java.time.Instant;
import java.util.UUID;

/**
 * A person's claim on a resource.
 *
 * @param resourceName what is held
 * @param until        when it ends; Unix ms
 * @param caller       who holds it, "" when the person gave no name
 * @param commandId    the command that began it
 */
public record Hold(String resourceName, long until, String caller, UUID commandId) {
    private static final int UUID_LENGTH = 36;

    /** When it ends. */
    Instant end() {
        return Instant.ofEpochMilli(until);
    }

    /** As it is stored under its resource: the id of fixed length, the time, and the name, which may hold anything. */
    String stored() {
        return commandId + " " + until + " " + caller;
    }

    static Hold of(String resourceName, String stored) {
        int end = stored.indexOf(' ', UUID_LENGTH + 1);
        return new Hold(
                resourceName,
                Long.parseLong(stored.substring(UUID_LENGTH + 1, end)),
                stored.substring(end + 1),
                UUID.fromString(stored.substring(0, UUID_LENGTH)));
    }
}
