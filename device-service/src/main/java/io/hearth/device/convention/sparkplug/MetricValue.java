package io.hearth.device.convention.sparkplug;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.DataSet;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Template;

/**
 * The value of a metric as a mapping reads it: a text, octets, a list, a map, or null. Where a value is not of the kind that its
 * data type has, it is taken as it is, and refused where it is read.
 */
final class MetricValue {
    private MetricValue() {}

    /**
     * The value.
     *
     * @param type what the birth certificate says that it is
     * @throws IllegalArgumentException when it cannot be any value
     */
    static Object of(Metric metric, MetricType type) {
        if (metric.getIsNull()) {
            return null;
        }
        return switch (metric.getValueCase()) {
            case INT_VALUE -> whole(metric.getIntValue(), type);
            case LONG_VALUE -> whole(metric.getLongValue(), type);
            case FLOAT_VALUE -> Float.toString(metric.getFloatValue());
            case DOUBLE_VALUE -> Double.toString(metric.getDoubleValue());
            case BOOLEAN_VALUE -> Boolean.toString(metric.getBooleanValue());
            case STRING_VALUE -> metric.getStringValue();
            case BYTES_VALUE -> octets(metric.getBytesValue(), type);
            case DATASET_VALUE -> dataSet(metric.getDatasetValue());
            case TEMPLATE_VALUE -> template(metric.getTemplateValue());
            case EXTENSION_VALUE, VALUE_NOT_SET -> throw new IllegalArgumentException("it has no value");
        };
    }

    /** Messages have 32 bits without a sign for all that fits in them; some senders fill up the narrow types' upper ones. */
    private static String whole(int bits, MetricType type) {
        return switch (type) {
            case INT8 -> Integer.toString(signed(bits, (byte) bits, 0xff));
            case INT16 -> Integer.toString(signed(bits, (short) bits, 0xffff));
            case INT32, INT64 -> Integer.toString(bits);
            default -> Integer.toUnsignedString(bits);
        };
    }

    /** Of more bits than the type has, all: what is read then is out of its range. */
    private static int signed(int bits, int narrow, int mask) {
        return (bits & ~mask) == 0 ? narrow : bits;
    }

    private static String whole(long bits, MetricType type) {
        return switch (type) {
            case UINT64 -> Long.toUnsignedString(bits);
            default -> Long.toString(bits);
        };
    }

    private static Object octets(ByteString octets, MetricType type) {
        return type.isArray() ? PackedArray.values(type, octets.toByteArray()) : octets.toByteArray();
    }

    private static Map<String, Object> dataSet(DataSet set) {
        List<Object> rows = new ArrayList<>();
        for (DataSet.Row row : set.getRowsList()) {
            List<Object> cells = new ArrayList<>();
            for (int i = 0; i < row.getElementsCount(); i++) {
                DataSet.DataSetValue cell = row.getElements(i);
                int type = i < set.getTypesCount() ? set.getTypes(i) : 0;
                cells.add(
                        switch (cell.getValueCase()) {
                            case INT_VALUE -> number(cell.getIntValue(), type);
                            case LONG_VALUE -> number(cell.getLongValue(), type);
                            case FLOAT_VALUE -> cell.getFloatValue();
                            case DOUBLE_VALUE -> cell.getDoubleValue();
                            case BOOLEAN_VALUE -> cell.getBooleanValue();
                            case STRING_VALUE -> cell.getStringValue();
                            case EXTENSION_VALUE, VALUE_NOT_SET -> null;
                        });
            }
            rows.add(cells);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("columns", List.copyOf(set.getColumnsList()));
        object.put("rows", rows);
        return object;
    }

    private static Object number(int bits, int type) {
        return new java.math.BigInteger(whole(bits, MetricType.of(type).orElse(MetricType.UINT32)));
    }

    private static Object number(long bits, int type) {
        return new java.math.BigInteger(whole(bits, MetricType.of(type).orElse(MetricType.INT64)));
    }

    private static Map<String, Object> template(Template template) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Template.Parameter parameter : template.getParametersList()) {
            MetricType type = MetricType.of(parameter.getType()).orElse(MetricType.STRING);
            object.put(
                    parameter.getName(),
                    switch (parameter.getValueCase()) {
                        case INT_VALUE -> number(parameter.getIntValue(), type.code());
                        case LONG_VALUE -> number(parameter.getLongValue(), type.code());
                        case FLOAT_VALUE -> parameter.getFloatValue();
                        case DOUBLE_VALUE -> parameter.getDoubleValue();
                        case BOOLEAN_VALUE -> parameter.getBooleanValue();
                        case STRING_VALUE -> parameter.getStringValue();
                        case EXTENSION_VALUE, VALUE_NOT_SET -> null;
                    });
        }
        for (Payload.Metric member : template.getMetricsList()) {
            MetricType type = MetricType.of(member.getDatatype()).orElse(MetricType.STRING);
            object.put(member.getName(), member(member, type));
        }
        return object;
    }

    /** Numbers and truth values are themselves in an object. */
    private static Object member(Metric metric, MetricType type) {
        if (metric.getIsNull()) {
            return null;
        }
        return switch (metric.getValueCase()) {
            case INT_VALUE -> number(metric.getIntValue(), type.code());
            case LONG_VALUE -> number(metric.getLongValue(), type.code());
            case FLOAT_VALUE -> metric.getFloatValue();
            case DOUBLE_VALUE -> metric.getDoubleValue();
            case BOOLEAN_VALUE -> metric.getBooleanValue();
            case STRING_VALUE, BYTES_VALUE, DATASET_VALUE, TEMPLATE_VALUE -> of(metric, type);
            case EXTENSION_VALUE, VALUE_NOT_SET -> null;
        };
    }
}
