package io.hearth.device.reading;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON of devices: bounded in depth, numbers with the digits they were written with, and NaN as Python writes it. */
public final class DeviceJson {
    private static final int LONGEST_NUMBER = 400;
    /** More digits than any integer type has; what is larger is out of range anyway. */
    private static final int LONGEST_WHOLE = 40;

    private final JsonMapper mapper;
    private final ObjectReader reader;

    /** A reader with these limits. */
    public DeviceJson(PayloadLimits limits) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.maxDepth())
                .maxStringLength(limits.maxBytes())
                .maxNumberLength(LONGEST_NUMBER)
                .build();
        this.mapper = JsonMapper.builder(new JsonFactoryBuilder()
                        .streamReadConstraints(constraints)
                        .build())
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        this.reader = mapper.readerFor(JsonNode.class);
    }

    /**
     * The tree of a JSON text.
     *
     * @throws JsonProcessingException when it is none, or exceeds the limits
     */
    public JsonNode tree(String text) throws JsonProcessingException {
        try {
            return reader.readValue(text);
        } catch (NumberFormatException absurd) {
            // Jackson lets an exponent of more than nine digits through to BigDecimal, which does not.
            throw new JsonParseException(null, "a number's exponent is out of range", absurd);
        }
    }

    /** Maps, lists and scalars of a tree. */
    Object plain(JsonNode node) {
        return mapper.convertValue(node, Object.class);
    }

    /** As {@link #plain}, with bytes as base64: JSONata knows no others. */
    Object plainForJsonata(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> members = LinkedHashMap.newLinkedHashMap(node.size());
                node.properties().forEach(member -> members.put(member.getKey(), plainForJsonata(member.getValue())));
                yield members;
            }
            case ARRAY -> {
                List<Object> items = new ArrayList<>(node.size());
                node.forEach(item -> items.add(plainForJsonata(item)));
                yield items;
            }
            case BINARY -> node.asText();
            case STRING -> node.textValue();
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case NULL, MISSING, POJO -> null;
        };
    }

    /**
     * What JSONata made, as a tree.
     *
     * @throws Unusable when it is nothing that JSON knows, such as a function
     */
    JsonNode computed(Object result) throws Unusable {
        try {
            return mapper.valueToTree(result);
        } catch (IllegalArgumentException | StackOverflowError noJson) {
            throw new Unusable(Reason.NOT_COMPUTED, "the result of the JSONata expression is no JSON value");
        }
    }

    /** The JSON text of members in their order. */
    public byte[] bytes(Map<String, ?> members) throws JsonProcessingException {
        return mapper.writeValueAsBytes(members);
    }

    /**
     * A JSON value as the text of a whole number that a device reported: the fraction of a number is cut, as EdgeX's device-mqtt
     * does (spf13/cast, ToInt32E of a float64); a text stays as it is. What is less than nothing is no unsigned number, neither
     * there.
     */
    static String whole(JsonNode node, boolean unsigned) {
        boolean fraction = node.isBigDecimal() || node.isFloatingPointNumber() && Double.isFinite(node.doubleValue());
        if (!fraction) {
            return text(node, true);
        }
        BigDecimal number = node.isFloat() ? new BigDecimal(Float.toString(node.floatValue())) : node.decimalValue();
        long digits = (long) number.precision() - number.scale();
        if (digits > LONGEST_WHOLE || unsigned && number.signum() < 0) {
            return text(node, true);
        }
        return digits <= 0 ? "0" : number.toBigInteger().toString();
    }

    /**
     * A JSON value as the text that a reading or a command takes it for: a text without its quotes, a number with its
     * digits, everything else as JSON. A whole number may be written as one with a fraction of nothing, as JavaScript does.
     */
    public static String text(JsonNode node, boolean whole) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            boolean bounded = Math.abs((long) number.precision() - number.scale()) <= LONGEST_WHOLE;
            return whole && bounded && number.stripTrailingZeros().scale() <= 0
                    ? number.toBigIntegerExact().toString()
                    : number.toString();
        }
        if (node.isFloat() && Float.isFinite(node.floatValue())) {
            // Of CBOR: its own digits, not those of the nearest double.
            return Float.toString(node.floatValue());
        }
        if (node.isFloatingPointNumber()) {
            double special = node.doubleValue();
            return Double.isNaN(special) ? "NaN" : Double.toString(special);
        }
        // The text of a container is JSON; asking the others for it would start a writer.
        return node.isContainerNode() ? node.toString() : node.asText();
    }
}
