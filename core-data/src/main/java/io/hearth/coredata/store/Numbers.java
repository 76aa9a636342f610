package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What of an event goes into roll-ups: the readings whose type is a single number or Bool, which counts as 0 and 1. A value
 * that is not there or not finite is NaN here, which add.lua passes over.
 */
final class Numbers {
    private static final double TRUE = 1;
    private static final double FALSE = 0;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Numbers() {}

    /** The resources of a shape's numeric readings, in the order of its slots. */
    static List<String> resources(Shape shape) {
        return shape.slots().stream()
                .filter(slot -> isNumeric(slot.valueType()))
                .map(Shape.Slot::resourceName)
                .toList();
    }

    /** The numbers of an event of that shape, doubles with the least octet first; behind each its ms if readings have their own. */
    static byte[] of(Event event, Shape shape) {
        List<Reading> readings = event.readings();
        int numeric = 0;
        for (Shape.Slot slot : shape.slots()) {
            numeric += isNumeric(slot.valueType()) ? 1 : 0;
        }
        int each = shape.ownOrigins() ? 2 : 1;
        ByteBuffer out = ByteBuffer.allocate(numeric * each * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Reading reading : readings) {
            if (!isNumeric(reading.valueType())) {
                continue;
            }
            out.putDouble(reading.origin() > 0 ? value(reading.value()) : Double.NaN);
            if (shape.ownOrigins()) {
                out.putDouble(Math.floorDiv(reading.origin(), NANOS_PER_MILLI));
            }
        }
        return out.array();
    }

    /** The number that a value counts as; NaN for none. */
    static double value(ReadingValue value) {
        return value instanceof ReadingValue.Simple(String text) ? number(text) : Double.NaN;
    }

    private static double number(String text) {
        if (text.equals("true")) {
            return TRUE;
        }
        if (text.equals("false")) {
            return FALSE;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }

    static boolean isNumeric(String valueType) {
        return ValueType.of(valueType)
                .filter(type -> type.isNumeric() || type == ValueType.BOOL)
                .isPresent();
    }
}
