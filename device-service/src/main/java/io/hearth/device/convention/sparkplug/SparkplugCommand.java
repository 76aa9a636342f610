package io.hearth.device.convention.sparkplug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.mapping.MappedResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** What nodes and devices are told: NCMD and DCMD (Sparkplug 3.0, 6.4.27). */
public final class SparkplugCommand {
    private static final ObjectMapper MAPPER = Json.mapper();
    private static final String REBIRTH = "Node Control/Rebirth";

    private SparkplugCommand() {}

    /**
     * A value to be told.
     *
     * @param resource has the metric's name, alias and data type among its attributes
     * @param text     the value's canonical text; of Binary base64
     */
    public record Value(MappedResource resource, String text) {}

    /**
     * The message with these values.
     *
     * @param time Unix ms
     * @throws EdgexException 500 naming the attribute that is missing or wrong; 400 when the value is none of the data type
     */
    public static byte[] of(List<Value> values, long time) {
        Payload.Builder payload = Payload.newBuilder().setTimestamp(time);
        values.forEach(value -> payload.addMetrics(metric(value).setTimestamp(time)));
        return payload.build().toByteArray();
    }

    /** Asks a node for its birth certificates. */
    static byte[] rebirth(long time) {
        return Payload.newBuilder()
                .setTimestamp(time)
                .addMetrics(Metric.newBuilder()
                        .setName(REBIRTH)
                        .setTimestamp(time)
                        .setDatatype(MetricType.BOOLEAN.code())
                        .setBooleanValue(true))
                .build()
                .toByteArray();
    }

    private static Metric.Builder metric(Value value) {
        Map<String, Object> attributes = value.resource().attributes();
        Optional<MetricType> type = MetricType.of(String.valueOf(attributes.get("datatype")));
        if (type.isEmpty() || !type.get().canBeTold()) {
            throw new EdgexException(
                    ErrorKind.SERVER_ERROR,
                    "resource '" + value.resource().name() + "': datatype '" + attributes.get("datatype")
                            + "' is none of Sparkplug's that can be told");
        }
        Metric.Builder metric = Metric.newBuilder().setDatatype(type.get().code());
        // Where birth certificates have aliases, commands have no names (tck-id-payloads-alias-data-cmd-requirement).
        if (attributes.get("alias") instanceof String alias) {
            metric.setAlias(Long.parseUnsignedLong(alias));
        } else {
            metric.setName(String.valueOf(attributes.get("metric")));
        }
        try {
            put(metric, type.get(), value.text());
        } catch (IllegalArgumentException | IOException none) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "resource '" + value.resource().name() + "': '" + value.text() + "' is no "
                            + type.get().word());
        }
        return metric;
    }

    private static void put(Metric.Builder metric, MetricType type, String text) throws IOException {
        switch (type) {
            case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> metric.setIntValue((int) Long.parseLong(text));
            case INT64, DATE_TIME -> metric.setLongValue(Long.parseLong(text));
            case UINT64 -> metric.setLongValue(Long.parseUnsignedLong(text));
            case FLOAT -> metric.setFloatValue(Float.parseFloat(text));
            case DOUBLE -> metric.setDoubleValue(Double.parseDouble(text));
            case BOOLEAN -> metric.setBooleanValue(Boolean.parseBoolean(text));
            case STRING, TEXT, UUID -> metric.setStringValue(text);
            case BYTES, FILE ->
                metric.setBytesValue(ByteString.copyFrom(Base64.getDecoder().decode(text)));
            case DATA_SET, TEMPLATE -> throw new IllegalArgumentException(type.word());
            default -> metric.setBytesValue(ByteString.copyFrom(PackedArray.octets(type, elements(text))));
        }
    }

    private static List<String> elements(String array) throws IOException {
        List<String> elements = new ArrayList<>();
        for (JsonNode element : MAPPER.readTree(array)) {
            elements.add(element.asText());
        }
        return elements;
    }
}
