package io.hearth.device.mapping;

import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.OctetLayout.Order;
import io.hearth.device.mapping.OctetLayout.RawType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The attributes that say how a value lies in octets. */
final class OctetAttributes {
    private static final int FARTHEST = 1 << 20;
    private static final int MOST_BITS = 64;
    private static final Map<String, RawType> TYPES = Arrays.stream(RawType.values())
            .collect(Collectors.toUnmodifiableMap(
                    type -> type.name().toLowerCase(java.util.Locale.ROOT), Function.identity()));

    private OctetAttributes() {}

    static Optional<OctetLayout> layout(Attributes attributes, ValueType type, Order order) {
        int offset = attributes.number("offset", -FARTHEST, FARTHEST).orElse(0);
        int length = attributes.number("length", 0, FARTHEST).orElse(0);
        int bit = attributes.number("bit", 0, MOST_BITS - 1).orElse(-1);
        int bits = attributes.number("bits", 1, MOST_BITS).orElse(1);
        Optional<RawType> raw = attributes.among("rawType", TYPES);
        if (raw.isEmpty() && !attributes.has("rawType")) {
            raw = natural(type, bit >= 0);
            if (raw.isEmpty()) {
                attributes.problem("rawType", "is missing: a " + type.wireName() + " has no octets of its own");
            }
        }
        if (bit < 0 && attributes.has("bits")) {
            attributes.problem("bits", "is of no use, allowed only where bit says the lowest one");
        }
        raw.filter(found -> bit >= 0 && (!found.isWhole() || bit + bits > 8 * found.octets()))
                .ifPresent(found -> attributes.problem(
                        "bit",
                        bit + " with " + bits + " bits is not allowed in a " + found
                                + ", allowed are bits within a whole number"));
        if (type.isArray() && bit >= 0) {
            attributes.problem("bit", "is not allowed for a " + type.wireName());
        }
        return raw.map(found -> new OctetLayout(offset, found, order, bit, bits, length, type.isArray()));
    }

    /** What a type is as octets, where nothing else is said. */
    private static Optional<RawType> natural(ValueType type, boolean bits) {
        ValueType single = type.element().orElse(type);
        return switch (single) {
            case BOOL -> Optional.of(bits ? RawType.UINT8 : RawType.BOOL);
            case STRING -> type.isArray() ? Optional.empty() : Optional.of(RawType.STRING);
            case BINARY -> Optional.of(RawType.BYTES);
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 ->
                Optional.of(RawType.valueOf(single.name()));
            case OBJECT, OBJECT_ARRAY -> Optional.empty();
            case BOOL_ARRAY, STRING_ARRAY, UINT8_ARRAY, UINT16_ARRAY, UINT32_ARRAY, UINT64_ARRAY -> Optional.empty();
            case INT8_ARRAY, INT16_ARRAY, INT32_ARRAY, INT64_ARRAY, FLOAT32_ARRAY, FLOAT64_ARRAY -> Optional.empty();
        };
    }
}
