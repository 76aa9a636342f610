package io.hearth.contracts.keeper;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values as core-keeper stores them: texts, one per key; a tree is a key for each of its leaves. */
public final class KeyValues {
    private static final String DELIMITER = "/";
    private static final String COMMON = "edgex/v4/core-common-config-bootstrapper";

    private KeyValues() {}

    /** Where EdgeX 4 keeps the configuration of a service, without a delimiter at the end. */
    public static String ofService(String serviceKey) {
        return "edgex/v4/" + serviceKey;
    }

    /** Where EdgeX 4 keeps what services have in common, the sections below included. */
    public static String ofCommon() {
        return COMMON;
    }

    /** Where EdgeX 4 keeps what holds for all services that have no value of their own. */
    public static String ofAllServices() {
        return COMMON + "/all-services";
    }

    /** Likewise for device services; it goes before what holds for all services. */
    public static String ofDeviceServices() {
        return COMMON + "/device-services";
    }

    /**
     * The leaves of a value with their keys, in the order of the value. Empty objects and nulls have none; a list is a leaf.
     *
     * @param key   the key of the value itself
     * @param value any JSON
     * @throws EdgexException 400 when a number in it is beyond the range of Float64
     */
    public static Map<String, String> flatten(String key, JsonNode value) {
        Map<String, String> leaves = new LinkedHashMap<>();
        collect(key, value, leaves);
        return leaves;
    }

    private static void collect(String key, JsonNode value, Map<String, String> leaves) {
        if (value.isObject()) {
            value.properties().forEach(field -> collect(joined(key, field.getKey()), field.getValue(), leaves));
        } else if (!value.isNull()) {
            leaves.put(key, text(value));
        }
    }

    private static String joined(String key, String name) {
        return key.endsWith(DELIMITER) ? key + name : key + DELIMITER + name;
    }

    /**
     * The text that is stored for a value: a text as it is, a number in decimal (never 1e3), anything else as JSON.
     *
     * @throws EdgexException 400 when a number in it is beyond the range of Float64
     */
    public static String text(JsonNode value) {
        requireFinite(value);
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isNumber()) {
            return value.decimalValue().stripTrailingZeros().toPlainString();
        }
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    private static void requireFinite(JsonNode value) {
        if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "field value: " + value.asText()
                            + " is not allowed, allowed are numbers within the range of Float64, " + -Double.MAX_VALUE
                            + " to " + Double.MAX_VALUE);
        }
        value.forEach(KeyValues::requireFinite);
    }
}
