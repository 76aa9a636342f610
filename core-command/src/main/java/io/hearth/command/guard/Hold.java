package io.hearth.command.guard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;

/**
 * A person's claim on a resource.
 *
 * @param resourceName what is held
 * @param until        when it ends; Unix ms
 * @param length       how long it was to be when it began, ms
 * @param caller       who holds it, "" when the person gave no name
 * @param commandId    the command that began it
 */
public record Hold(
        String resourceName, long until, @JsonIgnore long length, String caller, UUID commandId) {
    private static final int UUID_LENGTH = 36;
    private static final char LENGTH = '/';

    /** When it ends. */
    Instant end() {
        return Instant.ofEpochMilli(until);
    }

    /** The same with another end. */
    Hold until(Instant end) {
        return new Hold(resourceName, end.toEpochMilli(), length, caller, commandId);
    }

    /** As it is stored under its resource: the id of fixed length, the times, and the name, which may hold anything. */
    String stored() {
        return commandId + " " + until + LENGTH + length + " " + caller;
    }

    static Hold of(String resourceName, String stored) {
        int end = stored.indexOf(' ', UUID_LENGTH + 1);
        String times = stored.substring(UUID_LENGTH + 1, end);
        int slash = times.indexOf(LENGTH);
        // What an earlier release stored says no length: then it is as long as its end says.
        return new Hold(
                resourceName,
                Long.parseLong(slash < 0 ? times : times.substring(0, slash)),
                slash < 0 ? Long.MAX_VALUE : Long.parseLong(times.substring(slash + 1)),
                stored.substring(end + 1),
                UUID.fromString(stored.substring(0, UUID_LENGTH)));
    }
}
