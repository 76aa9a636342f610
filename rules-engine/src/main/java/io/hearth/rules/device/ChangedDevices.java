package io.hearth.rules.device;

import java.util.HashSet;
import java.util.Set;

/**
 * Which devices came, went, or changed their profile or labels.
 *
 * @param any   whether it may be any of them: so many that they are not listed
 * @param names their names; none when it may be any
 */
public record ChangedDevices(boolean any, Set<String> names) {
    /** No device. */
    public static final ChangedDevices NONE = new ChangedDevices(false, Set.of());

    /** Nobody says which. */
    public static final ChangedDevices ANY = new ChangedDevices(true, Set.of());

    /** Beyond that it costs less to ask for all devices of a group than for each of these whether it is one. */
    private static final int LISTED = 256;

    /** Keeps a copy of the names. */
    public ChangedDevices {
        names = Set.copyOf(names);
    }

    /** These devices. */
    public static ChangedDevices of(Set<String> names) {
        return names.size() > LISTED ? ANY : new ChangedDevices(false, names);
    }

    /** Whether there is none. */
    public boolean isNone() {
        return !any && names.isEmpty();
    }

    /** These and those. */
    public ChangedDevices and(ChangedDevices more) {
        if (any || more.any) {
            return ANY;
        }
        Set<String> all = new HashSet<>(names);
        all.addAll(more.names);
        return of(all);
    }
}
