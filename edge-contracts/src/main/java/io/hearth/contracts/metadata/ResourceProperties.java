package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.ValueTypeName;
import io.hearth.contracts.value.ValueType;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * What the values of a resource are (EdgeX core-metadata). Null numbers are not set.
 *
 * @param valueType    one of EdgeX's value types, kept in its canonical letter case
 * @param readWrite    R, W, RW or WR
 * @param minimum      least value on writing
 * @param maximum      greatest value on writing
 * @param defaultValue used on writing when no value is given
 * @param mask         transforms: reading applies mask, shift, base, scale, offset in this order
 * @param assertion    what a value read must be
 */
public record ResourceProperties(
        @Required @ValueTypeName String valueType,

        @Required @Pattern(regexp = "R|W|RW|WR", message = "field should be one of R, W, RW, WR")
        String readWrite,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) String units,
        Double minimum,
        Double maximum,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String defaultValue,

        @DecimalMin(value = "0", message = UINT64) @DecimalMax(value = "18446744073709551615", message = UINT64)
        BigInteger mask,

        Long shift,
        Double scale,
        Double offset,
        Double base,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String assertion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String mediaType,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> optional) {
    private static final String UINT64 = "field must be a whole number from 0 to 18446744073709551615";

    public ResourceProperties {
        valueType = ValueType.of(valueType).map(ValueType::wireName).orElse(valueType);
        units = units == null ? "" : units;
        defaultValue = defaultValue == null ? "" : defaultValue;
        assertion = assertion == null ? "" : assertion;
        mediaType = mediaType == null ? "" : mediaType;
        optional = optional == null ? Map.of() : optional;
    }

    /** The value type; empty when it is none of EdgeX's. */
    public Optional<ValueType> type() {
        return ValueType.of(valueType);
    }
}
