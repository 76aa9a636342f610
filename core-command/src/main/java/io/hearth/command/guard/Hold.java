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
    /** Between who holds and how long it was to be: no name that a person types has it. */
    private static final char LENGTH = '\u001f';
    /** Where a release between stood the length, behind the end. */
    private static final char FORMER_LENGTH = '/';

    /** When it ends. */
    Instant end() {
        return Instant.ofEpochMilli(until);
    }

    /** The same with another end. */
    Hold until(Instant end) {
        return new Hold(resourceName, end.toEpochMilli(), length, caller, commandId);
    }

    /**
     * As it is stored under its resource: the id of fixed length, the end, and the name, which may hold anything, with the
     * length behind it. An older core-command, which knows no length, reads it as a longer name, so that both hold alike
     * while one takes the other's place.
     */
    String stored() {
        return commandId + " " + until + " " + caller + LENGTH + length;
    }

    static Hold of(String resourceName, String stored) {
        int end = stored.indexOf(' ', UUID_LENGTH + 1);
        String times = stored.substring(UUID_LENGTH + 1, end);
        String name = stored.substring(end + 1);
        int slash = times.indexOf(FORMER_LENGTH);
        int mark = name.lastIndexOf(LENGTH);
        // What an earlier release stored says no length: then it is as long as its end says.
        long length = Long.MAX_VALUE;
        if (mark >= 0) {
            length = Long.parseLong(name.substring(mark + 1));
        } else if (slash >= 0) {
            length = Long.parseLong(times.substring(slash + 1));
        }
        return new Hold(
                resourceName,
                Long.parseLong(slash < 0 ? times : times.substring(0, slash)),
                length,
                mark < 0 ? name : name.substring(0, mark),
                UUID.fromString(stored.substring(0, UUID_LENGTH)));
    }
}
