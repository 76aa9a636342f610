package io.hearth.coredata.aggregate;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the numbers of a group of readings are summed up with (EdgeX API, {@code aggregateFunc}). */
public enum AggregateFunction {
    MIN,
    MAX,
    COUNT,
    SUM,
    AVG;

    /** The function of this name in any letter case; 400 when there is none. */
    public static AggregateFunction of(String name) {
        for (AggregateFunction function : values()) {
            if (function.name().equalsIgnoreCase(name)) {
                return function;
            }
        }
        String allowed = Arrays.stream(values())
                .map(function -> function.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new EdgexException(
                ErrorKind.CONTRACT_INVALID, "query parameter aggregateFunc is '" + name + "', allowed are " + allowed);
    }
}
