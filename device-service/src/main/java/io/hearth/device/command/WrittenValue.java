package io.hearth.device.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.value.InvalidValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.MappedResource;
import io.hearth.device.reading.DeviceJson;
import io.hearth.device.transform.Conversion;
import io.hearth.device.transform.OutOfRange;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Optional;

/**
 * A value to be written to a resource, checked.
 *
 * @param resource where to
 * @param text     its canonical text; for Object and ObjectArray their JSON
 * @param sent     what the device is told for it
 * @param told     the word that was given and is mapped to it; absent when none is
 * @param shown    what a reading of it says: as what the device was told is read, which can be less than what was asked for
 */
record WrittenValue(MappedResource resource, String text, String sent, Optional<String> told, Conversion.Value shown) {
    /** More digits than this before or behind the point are written with an exponent. */
    private static final int MOST_PLAIN_DIGITS = 400;

    private static final ObjectMapper MAPPER = Json.mapper();

    /** One that goes to the device, and comes back, as it is. */
    private WrittenValue(MappedResource resource, String text) {
        this(resource, text, text, Optional.empty(), new Conversion.Value(resource.type(), text));
    }

    /** As {@link #of(MappedResource, JsonNode, Conversion)}, where nothing becomes of the value. */
    static WrittenValue of(MappedResource resource, JsonNode given) {
        return of(resource, given, Conversion.NONE);
    }

    /**
     * A value as a request or a default gives it: mappings undone, then by type (400), by minimum and maximum (400), and
     * computed for the device (400 when that is no value of the type).
     */
    static WrittenValue of(MappedResource resource, JsonNode given, Conversion conversion) {
        Optional<String> unmapped =
                conversion.unmapped(DeviceJson.text(given, resource.type().isInteger()));
        WrittenValue value =
                typed(resource, unmapped.<JsonNode>map(TextNode::valueOf).orElse(given));
        try {
            String sent = conversion.write(resource.type(), value.text);
            Optional<String> told = unmapped.map(key -> DeviceJson.text(given, false));
            Conversion.Value shown = told.map(word -> new Conversion.Value(ValueType.STRING, word))
                    .orElseGet(() -> shown(resource.type(), value.text, sent, conversion));
            return new WrittenValue(resource, value.text, sent, told, shown);
        } catch (OutOfRange outOfRange) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "resource '" + resource.name() + "': " + value.text + " is nothing that the device can be told: "
                            + outOfRange.getMessage());
        }
    }

    /**
     * Whole numbers are cut on their way to the device, and what is left of them is read; of others the digits that were given say it
     * better than those of doubles. An assertion is about what a device says, not about what it is told.
     */
    private static Conversion.Value shown(ValueType type, String text, String sent, Conversion conversion) {
        boolean cut = type.isInteger() && conversion.arithmetic().isPresent();
        Conversion back = new Conversion(cut ? conversion.arithmetic() : Optional.empty(), "", conversion.mappings());
        return back.read(type, cut ? sent : text) instanceof Conversion.Value read
                ? read
                : new Conversion.Value(type, text);
    }

    private static WrittenValue typed(MappedResource resource, JsonNode given) {
        return switch (resource.type()) {
            case BINARY -> binary(resource, given);
            case OBJECT, OBJECT_ARRAY ->
                object(resource, given.isTextual() ? ExactJson.tree(given.textValue()) : given);
            case BOOL, STRING, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 ->
                simple(resource, DeviceJson.text(given, resource.type().isInteger()));
            case BOOL_ARRAY, STRING_ARRAY, UINT8_ARRAY, UINT16_ARRAY, UINT32_ARRAY, UINT64_ARRAY ->
                simple(resource, DeviceJson.text(given, false));
            case INT8_ARRAY, INT16_ARRAY, INT32_ARRAY, INT64_ARRAY, FLOAT32_ARRAY, FLOAT64_ARRAY ->
                simple(resource, DeviceJson.text(given, false));
        };
    }

    private static WrittenValue simple(MappedResource resource, String text) {
        try {
            String canonical = resource.type().canonical(text);
            if (resource.type().isNumeric()) {
                withinLimits(resource, new BigDecimal(canonical));
            }
            return new WrittenValue(resource, canonical);
        } catch (InvalidValue invalid) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID, "resource '" + resource.name() + "': " + invalid.getMessage());
        }
    }

    private static WrittenValue binary(MappedResource resource, JsonNode given) {
        String text = given.isTextual() ? given.textValue() : "";
        try {
            if (given.isTextual()) {
                Base64.getDecoder().decode(text);
                return new WrittenValue(resource, text);
            }
        } catch (IllegalArgumentException notBase64) {
            // said below
        }
        throw new EdgexException(
                ErrorKind.CONTRACT_INVALID,
                "resource '" + resource.name() + "' is Binary: its value must be a text in base64");
    }

    /** The octets of a Binary value; absent for all others. */
    Optional<byte[]> octets() {
        return resource.type() == ValueType.BINARY
                ? Optional.of(Base64.getDecoder().decode(sent))
                : Optional.empty();
    }

    private static WrittenValue object(MappedResource resource, JsonNode given) {
        boolean right = resource.type() == ValueType.OBJECT ? given.isObject() : given.isArray();
        if (!right) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "resource '" + resource.name() + "': the value is not an "
                            + resource.type().wireName());
        }
        return new WrittenValue(resource, given.toString());
    }

    private static void withinLimits(MappedResource resource, BigDecimal value) {
        resource.minimum().ifPresent(minimum -> {
            if (value.compareTo(BigDecimal.valueOf(minimum)) < 0) {
                throw outOfLimits(resource, value);
            }
        });
        resource.maximum().ifPresent(maximum -> {
            if (value.compareTo(BigDecimal.valueOf(maximum)) > 0) {
                throw outOfLimits(resource, value);
            }
        });
    }

    private static EdgexException outOfLimits(MappedResource resource, BigDecimal value) {
        String least = resource.minimum().isPresent()
                ? plain(BigDecimal.valueOf(resource.minimum().getAsDouble()))
                : "any";
        String most = resource.maximum().isPresent()
                ? plain(BigDecimal.valueOf(resource.maximum().getAsDouble()))
                : "any";
        return new EdgexException(
                ErrorKind.CONTRACT_INVALID,
                "resource '" + resource.name() + "': " + value + " is out of limits, minimum " + least + ", maximum "
                        + most);
    }

    /** The value as a device is told it: numbers in plain notation with the digits that were given. */
    JsonNode json() {
        return switch (resource.type()) {
            case STRING, BINARY -> MAPPER.getNodeFactory().textNode(sent);
            case BOOL -> MAPPER.getNodeFactory().booleanNode(Boolean.parseBoolean(sent));
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 ->
                MAPPER.getNodeFactory().rawValueNode(new RawValue(scalar()));
            case BOOL_ARRAY, STRING_ARRAY, UINT8_ARRAY, UINT16_ARRAY, UINT32_ARRAY, UINT64_ARRAY ->
                ExactJson.tree(sent);
            case INT8_ARRAY, INT16_ARRAY, INT32_ARRAY, INT64_ARRAY, FLOAT32_ARRAY, FLOAT64_ARRAY ->
                ExactJson.tree(sent);
            case OBJECT, OBJECT_ARRAY -> ExactJson.tree(sent);
        };
    }

    /** The value alone, as the payload of a device that takes no JSON. */
    String scalar() {
        return resource.type().isNumeric() ? plain(new BigDecimal(sent)) : sent;
    }

    private static String plain(BigDecimal number) {
        boolean bounded = Math.abs((long) number.scale()) <= MOST_PLAIN_DIGITS;
        return bounded ? number.toPlainString() : number.toString();
    }

    /** The type of that reading: a mapped value is a String (EdgeX API, transforms). */
    ValueType readingType() {
        return shown.type();
    }

    /** The value as the reading that tells of it. */
    ReadingValue reading() {
        if (shown.type() != resource.type()) {
            return new ReadingValue.Simple(shown.text());
        }
        if (resource.type() == ValueType.BINARY) {
            return new ReadingValue.Binary(octets().orElseThrow(), resource.mediaType());
        }
        return resource.type().isSimple()
                ? new ReadingValue.Simple(shown.text())
                : new ReadingValue.ObjectValue(MAPPER.convertValue(ExactJson.tree(text), Object.class));
    }
}
