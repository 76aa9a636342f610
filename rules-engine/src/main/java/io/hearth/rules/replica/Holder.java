package io.hearth.rules.replica;

import java.util.Optional;

/**
 * Who is, or was last, at work.
 *
 * @param epoch counts the turns, from 1; each begins with a higher one than all before it
 * @param run   tells apart two runs of a replica, and two replicas that were given the same name
 * @param name  the replica's name
 */
public record Holder(long epoch, String run, String name) {
    /** As {@link #text} has written it; empty when it is nothing of ours. */
    static Optional<Holder> parse(String text) {
        String[] parts = text.split(" ", 3);
        try {
            return parts.length == 3
                    ? Optional.of(new Holder(Long.parseLong(parts[0]), parts[1], parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    /** As it is stored. */
    String text() {
        return epoch + " " + run + " " + name;
    }
}
