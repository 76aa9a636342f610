package io.hearth.device.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.InvalidValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.ReadBinding;
import java.io.IOException;
import java.util.Locale;

/** Turns a text or a piece of JSON into the value of a resource. */
final class Values {
    private static final String NAN = "NaN";
    private static final String ANY_BYTES = "application/octet-stream";

    /** Reads a text as JSON. */
    @FunctionalInterface
    interface AsJson {
        JsonNode read(String text) throws Unusable;
    }

    private final DeviceJson json;

    Values(DeviceJson json) {
        this.json = json;
    }

    Decoded.Value binary(ReadBinding binding, byte[] bytes) {
        String mediaType = binding.mediaType().isEmpty() ? ANY_BYTES : binding.mediaType();
        return new Decoded.Value(binding, ValueType.BINARY, new ReadingValue.Binary(bytes, mediaType));
    }

    /** The text is the value; Object and ObjectArray are read as JSON. */
    Decoded.Value fromText(ReadBinding binding, String text, AsJson asJson) throws Unusable {
        return binding.type().isSimple() ? simple(binding, text) : fromJson(binding, asJson.read(text));
    }

    Decoded.Value fromJson(ReadBinding binding, JsonNode node) throws Unusable {
        if (node.isNull()) {
            return new Decoded.Value(binding, binding.type(), new ReadingValue.NullValue());
        }
        return switch (binding.type()) {
            case OBJECT -> tree(binding, node, node.isObject());
            case OBJECT_ARRAY -> tree(binding, node, node.isArray());
            case BINARY -> base64(binding, node);
            case STRING, BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 ->
                simple(binding, DeviceJson.text(node, binding.type().isInteger()));
            case BOOL_ARRAY, STRING_ARRAY, UINT8_ARRAY, UINT16_ARRAY, UINT32_ARRAY, UINT64_ARRAY ->
                simple(binding, DeviceJson.text(node, false));
            case INT8_ARRAY, INT16_ARRAY, INT32_ARRAY, INT64_ARRAY, FLOAT32_ARRAY, FLOAT64_ARRAY ->
                simple(binding, DeviceJson.text(node, false));
        };
    }

    private static Decoded.Value simple(ReadBinding binding, String text) throws Unusable {
        ValueType type = binding.type();
        if (type.isFloat() && text.strip().equalsIgnoreCase(NAN)) {
            // EdgeX tells of NaN with a String (EdgeX API, text forms).
            return new Decoded.Value(binding, ValueType.STRING, new ReadingValue.Simple(NAN));
        }
        try {
            return new Decoded.Value(binding, type, new ReadingValue.Simple(type.canonical(text)));
        } catch (InvalidValue invalid) {
            Reason reason = type.isNumeric() ? Reason.NOT_A_NUMBER : Reason.WRONG_TYPE;
            throw new Unusable(reason, binding.resource() + ": " + invalid.getMessage());
        }
    }

    private Decoded.Value tree(ReadBinding binding, JsonNode node, boolean right) throws Unusable {
        if (!right) {
            throw wrongType(binding, node);
        }
        return new Decoded.Value(binding, binding.type(), new ReadingValue.ObjectValue(json.plain(node)));
    }

    private Decoded.Value base64(ReadBinding binding, JsonNode node) throws Unusable {
        try {
            byte[] bytes = node.isTextual() ? node.binaryValue() : null;
            if (bytes != null) {
                return binary(binding, bytes);
            }
        } catch (IOException notBase64) {
            // said below
        }
        throw wrongType(binding, node);
    }

    private static Unusable wrongType(ReadBinding binding, JsonNode node) {
        return new Unusable(
                Reason.WRONG_TYPE,
                binding.resource() + ": a JSON "
                        + node.getNodeType().name().toLowerCase(Locale.ROOT) + " is not a "
                        + binding.type().wireName());
    }
}
