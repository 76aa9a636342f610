package io.hearth.coredata.store;

import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingId;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.coredata.JsonText;
import java.util.Base64;
import java.util.UUID;

/**
 * A reading that was found.
 *
 * @param event  the one it is part of
 * @param slot   its position in it, from 0
 * @param origin its own, Unix ns
 */
public record StoredReading(StoredEvent event, int slot, long origin, ReadingValue value) {
    static final byte[] BEFORE_ID =
            new JsonText().octet('{').name("id").octet('"').toBytes();
    static final byte[] ORIGIN =
            new JsonText().octet('"').octet(',').name("origin").toBytes();
    static final byte[] VALUE = new JsonText().name("value").toBytes();

    /** Its id, computed from the event's: that which a sender gave it was not kept. */
    public UUID id() {
        return ReadingId.of(event.id(), slot);
    }

    /** The device it is of. */
    public String deviceName() {
        String own = part().deviceName();
        return own.isEmpty() ? event.device().name() : own;
    }

    /** The profile of the device; "" when none was said. */
    public String profileName() {
        String own = part().profileName();
        return own.isEmpty() ? event.shape().shape().profileName() : own;
    }

    /** What was measured. */
    public String resourceName() {
        return part().resourceName();
    }

    /** The name of its value's type, in EdgeX's letter case. */
    public String valueType() {
        return part().valueType();
    }

    /** The units; "" when none were said. */
    public String units() {
        return part().units();
    }

    private Shape.Slot part() {
        return event.shape().shape().slots().get(slot);
    }

    /** Itself, by itself. */
    public Reading reading() {
        return new Reading(
                id().toString(),
                origin,
                deviceName(),
                resourceName(),
                profileName(),
                valueType(),
                units(),
                StoredEvent.tags(part().tags()),
                value);
    }

    /**
     * Writes it as {@link #reading} would be written.
     *
     * @param numeric whether numbers and arrays of numbers are written as such and not as text
     */
    public void writeTo(JsonText out, boolean numeric) {
        StoredShape.Slot common = event.shape().slots().get(slot);
        out.raw(BEFORE_ID).uuid(id()).raw(ORIGIN).number(origin).octet(',');
        out.raw(common.device().length == 0 ? event.device().json() : common.device());
        out.raw(common.fields());
        writeValue(value, part(), common, out, numeric);
        out.octet('}');
    }

    static void writeValue(
            ReadingValue value, Shape.Slot part, StoredShape.Slot common, JsonText out, boolean numeric) {
        switch (value) {
            case ReadingValue.Simple(String text) -> {
                out.raw(VALUE);
                if (numeric && common.numeric()) {
                    NumericJson.write(text, out);
                } else {
                    out.text(text);
                }
            }
            case ReadingValue.Binary(byte[] bytes, String mediaType) ->
                out.name("binaryValue")
                        .octet('"')
                        .raw(Base64.getEncoder().encode(bytes))
                        .octet('"')
                        .octet(',')
                        .name("mediaType")
                        .text(mediaType);
            case ReadingValue.ObjectValue(Object tree) ->
                out.name("objectValue").value(tree);
            case ReadingValue.NullValue() ->
                out.name(nullField(part.valueType())).ascii("null");
        }
    }

    private static String nullField(String valueType) {
        ValueType type = ValueType.of(valueType).orElse(ValueType.STRING);
        return switch (type) {
            case BINARY -> "binaryValue";
            case OBJECT, OBJECT_ARRAY -> "objectValue";
            default -> "value";
        };
    }
}
