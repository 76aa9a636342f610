package io.hearth.coredata.store;

import io.hearth.contracts.value.ValueType;
import io.hearth.coredata.JsonText;
import java.util.List;

/**
 * A shape with all of the JSON that its events have in common, written once.
 *
 * @param beforeOrigin from behind the event's device name up to the value of its origin
 * @param behind       from the end of the readings to the end of the event
 * @param slots        one per reading
 */
record StoredShape(Shape shape, byte[] beforeOrigin, byte[] behind, List<Slot> slots) {

    /**
     * One reading's part.
     *
     * @param device  {@code "deviceName":"..."} when it is not the event's, else no octets
     * @param fields  from behind the device name up to the name of the value's field
     * @param numeric whether its values are numbers or arrays of numbers
     */
    record Slot(String resourceName, byte[] device, byte[] fields, boolean numeric) {}

    static StoredShape of(Shape shape) {
        JsonText head = new JsonText();
        field(head.octet(','), "profileName", shape.profileName());
        field(head, "sourceName", shape.sourceName());
        JsonText behind = new JsonText().octet(']');
        if (shape.tags().length > 0) {
            behind.octet(',').name("tags").raw(shape.tags());
        }
        return new StoredShape(
                shape,
                head.name("origin").toBytes(),
                behind.octet('}').toBytes(),
                shape.slots().stream().map(slot -> slot(slot, shape)).toList());
    }

    private static Slot slot(Shape.Slot slot, Shape shape) {
        JsonText fields = new JsonText().octet(',');
        field(fields, "resourceName", slot.resourceName());
        field(fields, "profileName", slot.profileName().isEmpty() ? shape.profileName() : slot.profileName());
        fields.name("valueType").text(slot.valueType()).octet(',');
        field(fields, "units", slot.units());
        if (slot.tags().length > 0) {
            fields.name("tags").raw(slot.tags()).octet(',');
        }
        byte[] device = slot.deviceName().isEmpty() ? new byte[0] : device(slot.deviceName());
        return new Slot(slot.resourceName(), device, fields.toBytes(), isNumeric(slot.valueType()));
    }

    /** The field that names a device. */
    static byte[] device(String name) {
        return new JsonText().name("deviceName").text(name).toBytes();
    }

    private static void field(JsonText out, String name, String value) {
        if (!value.isEmpty()) {
            out.name(name).text(value).octet(',');
        }
    }

    private static boolean isNumeric(String valueType) {
        return ValueType.of(valueType)
                .map(type -> type.element().orElse(type).isNumeric())
                .orElse(false);
    }

    /** How many readings an event of this shape has that are selected by their resource. */
    int selected(Selection selection) {
        if (selection.resources().isEmpty()) {
            return slots.size();
        }
        int selected = 0;
        for (Slot slot : slots) {
            selected += selection.wants(slot.resourceName) ? 1 : 0;
        }
        return selected;
    }
}
