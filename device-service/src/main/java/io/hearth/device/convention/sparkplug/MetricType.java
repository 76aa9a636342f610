package io.hearth.device.convention.sparkplug;

import io.hearth.contracts.value.ValueType;
import java.util.Optional;

/** Sparkplug B's data types (Sparkplug 3.0, 6.4.16), and as what their values are read. */
enum MetricType {
    INT8(1, "Int8", ValueType.INT8),
    INT16(2, "Int16", ValueType.INT16),
    INT32(3, "Int32", ValueType.INT32),
    INT64(4, "Int64", ValueType.INT64),
    UINT8(5, "UInt8", ValueType.UINT8),
    UINT16(6, "UInt16", ValueType.UINT16),
    UINT32(7, "UInt32", ValueType.UINT32),
    UINT64(8, "UInt64", ValueType.UINT64),
    FLOAT(9, "Float", ValueType.FLOAT32),
    DOUBLE(10, "Double", ValueType.FLOAT64),
    BOOLEAN(11, "Boolean", ValueType.BOOL),
    STRING(12, "String", ValueType.STRING),
    /** Unix ms. */
    DATE_TIME(13, "DateTime", ValueType.INT64),
    TEXT(14, "Text", ValueType.STRING),
    UUID(15, "UUID", ValueType.STRING),
    DATA_SET(16, "DataSet", ValueType.OBJECT),
    BYTES(17, "Bytes", ValueType.BINARY),
    FILE(18, "File", ValueType.BINARY),
    TEMPLATE(19, "Template", ValueType.OBJECT),
    INT8_ARRAY(22, "Int8Array", ValueType.INT8_ARRAY),
    INT16_ARRAY(23, "Int16Array", ValueType.INT16_ARRAY),
    INT32_ARRAY(24, "Int32Array", ValueType.INT32_ARRAY),
    INT64_ARRAY(25, "Int64Array", ValueType.INT64_ARRAY),
    UINT8_ARRAY(26, "UInt8Array", ValueType.UINT8_ARRAY),
    UINT16_ARRAY(27, "UInt16Array", ValueType.UINT16_ARRAY),
    UINT32_ARRAY(28, "UInt32Array", ValueType.UINT32_ARRAY),
    UINT64_ARRAY(29, "UInt64Array", ValueType.UINT64_ARRAY),
    FLOAT_ARRAY(30, "FloatArray", ValueType.FLOAT32_ARRAY),
    DOUBLE_ARRAY(31, "DoubleArray", ValueType.FLOAT64_ARRAY),
    BOOLEAN_ARRAY(32, "BooleanArray", ValueType.BOOL_ARRAY),
    STRING_ARRAY(33, "StringArray", ValueType.STRING_ARRAY),
    DATE_TIME_ARRAY(34, "DateTimeArray", ValueType.INT64_ARRAY);

    private final int code;
    private final String word;
    private final ValueType readAs;

    MetricType(int code, String word, ValueType readAs) {
        this.code = code;
        this.word = word;
        this.readAs = readAs;
    }

    /** The number in messages. */
    int code() {
        return code;
    }

    /** The specification's name. */
    String word() {
        return word;
    }

    ValueType readAs() {
        return readAs;
    }

    boolean isArray() {
        return code >= INT8_ARRAY.code;
    }

    /** Whether a command can have such a value. */
    boolean canBeTold() {
        return this != DATA_SET && this != TEMPLATE && this != FILE;
    }

    /** Empty for one that is not known, and for those that only properties have. */
    static Optional<MetricType> of(int code) {
        for (MetricType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Empty for a word that is not known. */
    static Optional<MetricType> of(String word) {
        for (MetricType type : values()) {
            if (type.word.equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
