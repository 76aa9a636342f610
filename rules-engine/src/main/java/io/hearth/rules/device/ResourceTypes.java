package io.hearth.rules.device;

import io.hearth.contracts.value.ValueType;
import java.util.Optional;

/** What core-metadata says of resources, as far as is known now. */
@FunctionalInterface
public interface ResourceTypes {
    /**
     * A resource of a device.
     *
     * @param profile the device's profile
     * @param type    the type of the resource's values; empty when the profile has no such resource
     */
    record Known(String profile, Optional<ValueType> type) {}

    /** What is known of a resource; empty when the device is not known. */
    Optional<Known> of(String device, String resource);
}
