package io.hearth.command.confirm;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.value.InvalidValue;
import io.hearth.contracts.value.ValueType;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Whether two texts are the same value of a type: {@code 23}, {@code 23.0} and {@code 2.3e+01} are one number. Floats may
 * differ by what a device's scale and offset cost them.
 */
final class SameValue {
    private static final double FLOAT32 = 1e-6;
    private static final double FLOAT64 = 1e-9;

    private SameValue() {}

    static boolean same(Optional<ValueType> type, String expected, String read) {
        if (expected.equals(read)) {
            return true;
        }
        return switch (type.orElse(ValueType.STRING)) {
            case FLOAT32 -> close(expected, read, FLOAT32);
            case FLOAT64 -> close(expected, read, FLOAT64);
            case BOOL -> expected.trim().equalsIgnoreCase(read.trim());
            case STRING, BINARY -> false;
            case OBJECT, OBJECT_ARRAY -> sameJson(expected, read);
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> sameNumber(expected, read);
            case BOOL_ARRAY,
                    STRING_ARRAY,
                    UINT8_ARRAY,
                    UINT16_ARRAY,
                    UINT32_ARRAY,
                    UINT64_ARRAY,
                    INT8_ARRAY,
                    INT16_ARRAY,
                    INT32_ARRAY,
                    INT64_ARRAY,
                    FLOAT32_ARRAY,
                    FLOAT64_ARRAY -> sameText(type.get(), expected, read);
        };
    }

    private static boolean close(String expected, String read, double tolerance) {
        try {
            double one = Double.parseDouble(expected);
            double other = Double.parseDouble(read);
            return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static boolean sameNumber(String expected, String read) {
        try {
            return new BigDecimal(expected.trim()).compareTo(new BigDecimal(read.trim())) == 0;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static boolean sameText(ValueType type, String expected, String read) {
        try {
            return type.canonical(expected).equals(type.canonical(read)) || sameJson(expected, read);
        } catch (InvalidValue notOfTheType) {
            return sameJson(expected, read);
        }
    }

    private static boolean sameJson(String expected, String read) {
        try {
            return Json.mapper().readTree(expected).equals(Json.mapper().readTree(read));
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }
}
