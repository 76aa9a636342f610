package io.hearth.coredata.store;

import java.util.Optional;

/** Which events or readings a query is about: of one device or all, of one resource or all. */
public record Selection(Optional<String> device, Optional<String> resource) {
    /** Everything. */
    public static final Selection ALL = new Selection(Optional.empty(), Optional.empty());

    /** What one device sent. */
    public static Selection device(String name) {
        return new Selection(Optional.of(name), Optional.empty());
    }

    /** The readings of a resource, whichever devices have it. */
    public static Selection resource(String name) {
        return new Selection(Optional.empty(), Optional.of(name));
    }

    /** The readings of one device's resource. */
    public static Selection resource(String device, String name) {
        return new Selection(Optional.of(device), Optional.of(name));
    }
}
