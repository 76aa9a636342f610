package io.hearth.coredata.store;

import java.util.Optional;
import java.util.Set;

/**
 * Which events or readings a query is about.
 *
 * @param device    the one whose they are; empty is all
 * @param resources those that the readings are of; empty is all. Events are selected whatever they hold
 * @param range     the origins of the events, or of the readings
 */
public record Selection(Optional<String> device, Set<String> resources, TimeRange range) {
    /** Everything. */
    public static final Selection ALL = new Selection(Optional.empty(), Set.of(), TimeRange.ALL);

    public Selection {
        resources = Set.copyOf(resources);
    }

    /** What one device sent. */
    public static Selection device(String name) {
        return new Selection(Optional.of(name), Set.of(), TimeRange.ALL);
    }

    /** The readings of a resource, whichever devices have it. */
    public static Selection resource(String name) {
        return new Selection(Optional.empty(), Set.of(name), TimeRange.ALL);
    }

    /** The readings of one device's resource. */
    public static Selection resource(String device, String name) {
        return new Selection(Optional.of(device), Set.of(name), TimeRange.ALL);
    }

    /** The same, of these resources only; none means all. */
    public Selection of(Set<String> names) {
        return new Selection(device, names, range);
    }

    /** The same, of this time only. */
    public Selection within(TimeRange time) {
        return new Selection(device, resources, time);
    }

    /** Whether it is about readings of a resource; of any, when none is named. */
    boolean wants(String resource) {
        return resources.isEmpty() || resources.contains(resource);
    }
}
