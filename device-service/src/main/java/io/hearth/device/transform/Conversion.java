package io.hearth.device.transform;

import io.hearth.contracts.value.ValueType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a resource's value between device and reading, in EdgeX's order: arithmetic, assertion, mappings.
 *
 * @param arithmetic of numbers; absent when there is none
 * @param assertion  what a value read must be, empty for anything
 * @param mappings   value read to value reported; reversed on writing
 */
public record Conversion(Optional<Arithmetic> arithmetic, String assertion, Map<String, String> mappings) {
    /** Nothing becomes of it. */
    public static final Conversion NONE = new Conversion(Optional.empty(), "", Map.of());

    private static final String OVERFLOW = "overflow";

    public Conversion {
        mappings = Map.copyOf(mappings);
    }

    /** What a value read has become. */
    public sealed interface Result {}

    /** The value of a reading. */
    public record Value(ValueType type, String text) implements Result {}

    /** The value is not what the resource's assertion says. */
    public record AssertionFailed(String text, String expected) implements Result {}

    /** The same without arithmetic, as with EdgeX's {@code Device.DataTransform} off. */
    public Conversion withoutArithmetic() {
        return new Conversion(Optional.empty(), assertion, mappings);
    }

    /** The value that a reading has for the device's; out of range becomes EdgeX's String {@code overflow}. */
    public Result read(ValueType type, String text) {
        Value value = computed(type, text);
        if (!assertion.isEmpty() && !asserted(value)) {
            return new AssertionFailed(value.text(), assertion);
        }
        String mapped = mappings.get(value.text());
        return mapped == null ? value : new Value(ValueType.STRING, mapped);
    }

    private Value computed(ValueType type, String text) {
        if (arithmetic.isEmpty() || !type.isNumeric()) {
            return new Value(type, text);
        }
        try {
            return new Value(type, arithmetic.get().read(type, text));
        } catch (OutOfRange overflow) {
            return new Value(ValueType.STRING, OVERFLOW);
        }
    }

    /** Numbers are compared as such: what EdgeX writes 1.5e+00 is asserted as 1.5. */
    private boolean asserted(Value value) {
        if (value.text().equals(assertion)) {
            return true;
        }
        try {
            return value.type().isNumeric() && new BigDecimal(value.text()).compareTo(new BigDecimal(assertion)) == 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    /** What a mapped value stands for: the device's value of a reported one; empty when it is not mapped. */
    public Optional<String> unmapped(String reported) {
        return mappings.entrySet().stream()
                .filter(mapping -> mapping.getValue().equals(reported))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /**
     * What the device is to be told for a value.
     *
     * @throws OutOfRange when that is no value of the type
     */
    public String write(ValueType type, String text) throws OutOfRange {
        return arithmetic.isPresent() && type.isNumeric() ? arithmetic.get().write(type, text) : text;
    }
}
