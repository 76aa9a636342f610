package io.hearth.device.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.InvalidValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.ReadBinding;
import java.io.IOException;
import java.util.Locale;

/** Turns what was found in a payload into the value of a resource. */
final class Values {
    private static final String NAN = "NaN";
    private static final String ANY_BYTES = "application/octet-stream";

    private final Codecs codecs;

    Values(Codecs codecs) {
        this.codecs = codecs;
    }

    /**
     * The value of what was found.
     *
     * @param measured when it was measured, Unix ns
     */
    Decoded.Value of(ReadBinding binding, Found found, long measured) throws Unusable {
        return switch (found) {
            case Found.Message message
            when binding.type() == ValueType.BINARY ->
                binary(binding, message.payload().bytes(), measured);
            case Found.Message message
            when binding.type().isSimple() -> simple(binding, message.payload().text(), measured);
            case Found.Message message ->
                fromJson(binding, message.payload().json().node(), measured);
            case Found.Tree tree -> fromJson(binding, tree.node(), measured);
            case Found.Text text -> fromText(binding, text.text(), measured);
            case Found.Cell cell -> fromText(binding, cell.text(), measured);
            case Found.Octets octets
            when binding.type() == ValueType.BINARY -> binary(binding, octets.bytes(), measured);
            case Found.Octets octets -> fromText(binding, utf8(binding, octets.bytes()), measured);
            case Found.Nothing nothing -> throw new Unusable(Reason.NO_VALUE, binding.words() + " is missing");
        };
    }

    private static String utf8(ReadBinding binding, byte[] bytes) throws Unusable {
        return PayloadText.of(bytes)
                .orElseThrow(() -> new Unusable(Reason.NOT_UTF8, binding.words() + ": not valid UTF-8"));
    }

    private static Decoded.Value binary(ReadBinding binding, byte[] bytes, long measured) {
        String mediaType = binding.mediaType().isEmpty() ? ANY_BYTES : binding.mediaType();
        return new Decoded.Value(binding, ValueType.BINARY, new ReadingValue.Binary(bytes, mediaType), measured);
    }

    /** The text is the value; Object and ObjectArray are JSON in it, and Binary is base64. */
    private Decoded.Value fromText(ReadBinding binding, String text, long measured) throws Unusable {
        if (binding.type() == ValueType.BINARY) {
            return base64(binding, TextNode.valueOf(text.strip()), measured);
        }
        if (binding.type().isSimple()) {
            return simple(binding, text, measured);
        }
        JsonNode node;
        try {
            node = codecs.jsonTree(text);
        } catch (Unusable ofTheText) {
            // Of this value only: the message itself could be read.
            throw new Unusable(
                    ofTheText.rejection().reason(),
                    binding.words() + ": " + ofTheText.rejection().detail());
        }
        return fromJson(binding, node, measured);
    }

    private Decoded.Value fromJson(ReadBinding binding, JsonNode node, long measured) throws Unusable {
        if (node.isNull()) {
            return new Decoded.Value(binding, binding.type(), new ReadingValue.NullValue(), measured);
        }
        return switch (binding.type()) {
            case OBJECT -> tree(binding, node, node.isObject(), measured);
            case OBJECT_ARRAY -> tree(binding, node, node.isArray(), measured);
            case BINARY -> base64(binding, node, measured);
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                simple(binding, DeviceJson.whole(node, binding.type().isUnsigned()), measured);
            case STRING, BOOL, FLOAT32, FLOAT64 -> simple(binding, DeviceJson.text(node, false), measured);
            case BOOL_ARRAY, STRING_ARRAY, UINT8_ARRAY, UINT16_ARRAY, UINT32_ARRAY, UINT64_ARRAY ->
                simple(binding, DeviceJson.text(node, false), measured);
            case INT8_ARRAY, INT16_ARRAY, INT32_ARRAY, INT64_ARRAY, FLOAT32_ARRAY, FLOAT64_ARRAY ->
                simple(binding, DeviceJson.text(node, false), measured);
        };
    }

    private static Decoded.Value simple(ReadBinding binding, String text, long measured) throws Unusable {
        ValueType type = binding.type();
        if (type.isFloat() && text.strip().equalsIgnoreCase(NAN)) {
            // EdgeX tells of NaN with a String (EdgeX API, text forms).
            return new Decoded.Value(binding, ValueType.STRING, new ReadingValue.Simple(NAN), measured);
        }
        try {
            return new Decoded.Value(binding, type, new ReadingValue.Simple(type.canonical(text)), measured);
        } catch (InvalidValue invalid) {
            Reason reason = type.isNumeric() ? Reason.NOT_A_NUMBER : Reason.WRONG_TYPE;
            throw new Unusable(reason, binding.words() + ": " + invalid.getMessage());
        }
    }

    private Decoded.Value tree(ReadBinding binding, JsonNode node, boolean right, long measured) throws Unusable {
        if (!right) {
            throw wrongType(binding, node);
        }
        return new Decoded.Value(
                binding,
                binding.type(),
                new ReadingValue.ObjectValue(codecs.json().plain(node)),
                measured);
    }

    private Decoded.Value base64(ReadBinding binding, JsonNode node, long measured) throws Unusable {
        try {
            byte[] bytes = node.isTextual() || node.isBinary() ? node.binaryValue() : null;
            if (bytes != null) {
                return binary(binding, bytes, measured);
            }
        } catch (IOException notBase64) {
            // said below
        }
        throw wrongType(binding, node);
    }

    private static Unusable wrongType(ReadBinding binding, JsonNode node) {
        return new Unusable(
                Reason.WRONG_TYPE,
                binding.words() + ": a JSON "
                        + node.getNodeType().name().toLowerCase(Locale.ROOT) + " is not a "
                        + binding.type().wireName());
    }
}
