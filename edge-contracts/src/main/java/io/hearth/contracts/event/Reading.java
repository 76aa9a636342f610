package io.hearth.contracts.event;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.ValidReading;
import io.hearth.contracts.value.ValueType;
import java.util.Map;
import java.util.Optional;

/**
 * One value that a device reported (EdgeX API, reading).
 *
 * @param id           a uuid; "" when there is none
 * @param origin       when it was measured, Unix ns; not 0
 * @param deviceName   the device
 * @param resourceName what was measured
 * @param profileName  the device's profile, may be ""
 * @param valueType    one of EdgeX's value types, in any letter case
 * @param units        "" when not said
 * @param tags         empty when there are none
 * @param value        the value in its form; never null
 */
@JsonSerialize(using = ReadingJson.Writer.class)
@JsonDeserialize(using = ReadingJson.Reader.class)
@ValidReading
public record Reading(
        String id,
        long origin,
        @NotBlankName String deviceName,
        @NotBlankName String resourceName,
        String profileName,
        String valueType,
        String units,
        Map<String, Object> tags,
        ReadingValue value) {
    public Reading {
        id = id == null ? "" : id;
        deviceName = deviceName == null ? "" : deviceName;
        resourceName = resourceName == null ? "" : resourceName;
        profileName = profileName == null ? "" : profileName;
        valueType = valueType == null ? "" : valueType;
        units = units == null ? "" : units;
        tags = tags == null ? Map.of() : tags;
        value = value == null ? new ReadingValue.NullValue() : value;
    }

    /** A simple reading, with the text as it is. */
    public static Reading simple(
            long origin, String deviceName, String profileName, String resourceName, ValueType type, String text) {
        return new Reading(
                "",
                origin,
                deviceName,
                resourceName,
                profileName,
                type.wireName(),
                "",
                Map.of(),
                new ReadingValue.Simple(text));
    }

    /** The value's type; empty when {@link #valueType} is none of EdgeX's. */
    public Optional<ValueType> type() {
        return ValueType.of(valueType);
    }

    /** The same reading with these units. */
    public Reading withUnits(String given) {
        return new Reading(id, origin, deviceName, resourceName, profileName, valueType, given, tags, value);
    }
}
