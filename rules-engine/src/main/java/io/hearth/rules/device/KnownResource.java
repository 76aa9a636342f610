package io.hearth.rules.device;

import io.hearth.contracts.value.ValueType;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the rules engine knows of a resource of a profile.
 *
 * @param type     the type of its values; empty when it is none of those that EdgeX had when this was written
 * @param readable whether it may be read; one that may not can still be reported
 * @param writable whether it may be written
 * @param minimum  the least value on writing; empty for any
 * @param maximum  the greatest value on writing; empty for any
 */
public record KnownResource(
        String name,
        Optional<ValueType> type,
        boolean readable,
        boolean writable,
        OptionalDouble minimum,
        OptionalDouble maximum) {}
