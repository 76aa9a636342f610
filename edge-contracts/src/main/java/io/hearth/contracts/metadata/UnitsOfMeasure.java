package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The units that resources may have, in groups (EdgeX core-metadata, {@code uom.yaml}).
 *
 * @param source where the units of groups without a source of their own come from
 * @param units  groups by name, such as {@code temperature}
 */
public record UnitsOfMeasure(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String source,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Group> units) {
    private static final Group NONE = new Group("", List.of());

    /**
     * Units of one kind.
     *
     * @param source where they come from
     * @param values the texts that are allowed
     */
    public record Group(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String source,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> values) {
        public Group {
            source = source == null ? "" : source;
            values = values == null ? List.of() : Nulls.asEmpty(values);
        }
    }

    public UnitsOfMeasure {
        source = source == null ? "" : source;
        units = units == null ? Map.of() : Nulls.withoutNulls(units, NONE);
    }

    /** Whether a resource may have this unit: it is in one of the groups, or it is "", or there are no groups at all. */
    public boolean allows(String unit) {
        return unit.isEmpty()
                || units.isEmpty()
                || units.values().stream().anyMatch(group -> group.values().contains(unit));
    }
}
