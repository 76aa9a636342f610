package io.hearth.device.mapping;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource says of whether its device is online.
 *
 * @param online  the values, as texts, that say that it is
 * @param offline the values, as texts, that say that it is not
 * @param silence how long nothing may come of the device until it is taken for offline; 0 is never
 */
public record StatusRule(Set<String> online, Set<String> offline, Optional<Duration> silence) {
    /** A resource like any other. */
    public static final StatusRule NONE = new StatusRule(Set.of(), Set.of(), Optional.empty());

    /** What this value says; absent when it says nothing. */
    public Optional<Boolean> says(String value) {
        if (offline.contains(value)) {
            return Optional.of(false);
        }
        return online.contains(value) ? Optional.of(true) : Optional.empty();
    }

    /** Whether some value says something. */
    public boolean hasWords() {
        return !online.isEmpty() || !offline.isEmpty();
    }
}
