package io.hearth.rules.check;

import io.hearth.contracts.value.ValueType;
import io.hearth.rules.device.KnownResource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Which values a resource can have. */
final class Values {
    private static final String PLACEHOLDER = "${";

    private Values() {}

    /** Its numbers: those of its type, within its minimum and maximum. */
    static Span range(KnownResource resource) {
        Span span = resource.type().map(Values::range).orElse(Span.ALL);
        if (resource.minimum().isPresent()) {
            span = span.and(Span.from(BigDecimal.valueOf(resource.minimum().getAsDouble())));
        }
        return resource.maximum().isPresent()
                ? span.and(Span.upTo(BigDecimal.valueOf(resource.maximum().getAsDouble())))
                : span;
    }

    private static Span range(ValueType type) {
        return switch (type) {
            case INT8 -> signed(8);
            case INT16 -> signed(16);
            case INT32 -> signed(32);
            case INT64 -> signed(64);
            case UINT8 -> unsigned(8);
            case UINT16 -> unsigned(16);
            case UINT32 -> unsigned(32);
            case UINT64 -> unsigned(64);
            case FLOAT32 -> Span.between(new BigDecimal(-Float.MAX_VALUE), new BigDecimal(Float.MAX_VALUE));
            default -> Span.ALL;
        };
    }

    private static Span signed(int bits) {
        BigInteger end = BigInteger.ONE.shiftLeft(bits - 1);
        return Span.between(new BigDecimal(end.negate()), new BigDecimal(end.subtract(BigInteger.ONE)));
    }

    private static Span unsigned(int bits) {
        return Span.between(
                BigDecimal.ZERO, new BigDecimal(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)));
    }

    /** Whether its numbers are whole ones. */
    static boolean areWhole(KnownResource resource) {
        return resource.type()
                .filter(type -> type.isNumeric() && !type.isFloat())
                .isPresent();
    }

    /** What a resource takes instead of a value that it can never have; empty when it can, or nobody knows. */
    static Optional<String> allowedInsteadOf(Object value, KnownResource resource) {
        if (resource.type().isEmpty() || value instanceof String text && text.contains(PLACEHOLDER)) {
            return Optional.empty();
        }
        ValueType type = resource.type().get();
        if (type == ValueType.BOOL) {
            boolean fits = value.toString().equalsIgnoreCase("true")
                    || value.toString().equalsIgnoreCase("false");
            return fits ? Optional.empty() : Optional.of("true or false");
        }
        if (!type.isNumeric()) {
            return Optional.empty();
        }
        Span range = range(resource);
        boolean fits = number(value)
                .map(number -> Span.between(number, number).and(range))
                .map(span -> areWhole(resource) ? span.wholeNumbers() : span)
                .filter(span -> !span.isEmpty())
                .isPresent();
        return fits ? Optional.empty() : Optional.of((areWhole(resource) ? "a whole number, " : "a number, ") + range);
    }

    private static Optional<BigDecimal> number(Object value) {
        try {
            String text = value.toString();
            return value instanceof Boolean || text.length() > 64
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
