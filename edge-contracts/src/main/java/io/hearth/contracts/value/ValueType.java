package io.hearth.contracts.value;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** EdgeX's value types (EdgeX API, reading): their names on the wire, their texts and their ranges. */
public enum ValueType {
    BOOL("Bool"),
    STRING("String"),
    UINT8("Uint8"),
    UINT16("Uint16"),
    UINT32("Uint32"),
    UINT64("Uint64"),
    INT8("Int8"),
    INT16("Int16"),
    INT32("Int32"),
    INT64("Int64"),
    FLOAT32("Float32"),
    FLOAT64("Float64"),
    BINARY("Binary"),
    BOOL_ARRAY("BoolArray"),
    STRING_ARRAY("StringArray"),
    UINT8_ARRAY("Uint8Array"),
    UINT16_ARRAY("Uint16Array"),
    UINT32_ARRAY("Uint32Array"),
    UINT64_ARRAY("Uint64Array"),
    INT8_ARRAY("Int8Array"),
    INT16_ARRAY("Int16Array"),
    INT32_ARRAY("Int32Array"),
    INT64_ARRAY("Int64Array"),
    FLOAT32_ARRAY("Float32Array"),
    FLOAT64_ARRAY("Float64Array"),
    OBJECT("Object"),
    OBJECT_ARRAY("ObjectArray");

    private static final List<ValueType> ALL = List.of(values());
    private static final Map<String, ValueType> BY_WIRE_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(ValueType::wireName, Function.identity()));
    private static final Map<String, ValueType> BY_LOWER_CASE = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(type -> type.wireName.toLowerCase(Locale.ROOT), Function.identity()));

    private final String wireName;

    ValueType(String wireName) {
        this.wireName = wireName;
    }

    /** The name that EdgeX writes, e.g. {@code Float64}. */
    public String wireName() {
        return wireName;
    }

    /** The type of this name in any letter case; empty when there is none. */
    public static Optional<ValueType> of(String name) {
        if (name == null) {
            return Optional.empty();
        }
        ValueType exact = BY_WIRE_NAME.get(name);
        return Optional.ofNullable(exact == null ? BY_LOWER_CASE.get(name.toLowerCase(Locale.ROOT)) : exact);
    }

    /** Whether values are single numbers. */
    public boolean isNumeric() {
        return isInteger() || isFloat();
    }

    /** Whether values are single whole numbers. */
    public boolean isInteger() {
        return ordinal() >= UINT8.ordinal() && ordinal() <= INT64.ordinal();
    }

    /** Whether values are single floating-point numbers. */
    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** Whether values are whole numbers of 0 and more. */
    public boolean isUnsigned() {
        return ordinal() >= UINT8.ordinal() && ordinal() <= UINT64.ordinal();
    }

    /** Whether values are arrays of simple values. */
    public boolean isArray() {
        return ordinal() >= BOOL_ARRAY.ordinal() && ordinal() <= FLOAT64_ARRAY.ordinal();
    }

    /** Whether values travel as a text, as simple readings' do. */
    public boolean isSimple() {
        return this != BINARY && this != OBJECT && this != OBJECT_ARRAY;
    }

    /** The type of an array's elements; empty for everything else. */
    public Optional<ValueType> element() {
        // The arrays stand in the order of their elements.
        return isArray() ? Optional.of(ALL.get(ordinal() - BOOL_ARRAY.ordinal())) : Optional.empty();
    }

    /**
     * The text as it is kept: white space around numbers and booleans gone, whole numbers in decimal without leading
     * zeros, booleans as {@code true} and {@code false}, arrays as {@code [1, 2, 3]} and {@code ["a", "b"]}; the digits of a
     * floating-point number are kept as given. Canonical texts stay as they are. What is a value of a type is EdgeX's rule
     * (EdgeX API, reading: Go's strconv), but for hexadecimal, infinite and NaN numbers, which are refused.
     *
     * @throws InvalidValue when the text is not a value of this type, or out of its range
     */
    public String canonical(String text) {
        return ValueText.canonical(this, text);
    }
}
