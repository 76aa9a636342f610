package io.hearth.device.transform;

import io.hearth.contracts.value.ValueType;

/** Arithmetic of floating-point numbers, in the precision of their type as EdgeX computes it. Masks and shifts do nothing. */
final class FloatNumbers {
    private final boolean single;

    FloatNumbers(ValueType type) {
        this.single = type == ValueType.FLOAT32;
    }

    String read(Arithmetic by, String text) throws OutOfRange {
        double value = parsed(text);
        boolean any = false;
        if (by.powers()) {
            value = checked(Math.pow(by.base(), value));
            any = true;
        }
        if (by.scales()) {
            value = checked(value * constant(by.scale()));
            any = true;
        }
        if (by.moves()) {
            value = checked(value + constant(by.offset()));
            any = true;
        }
        return any ? text(value) : text;
    }

    String write(Arithmetic by, String text) throws OutOfRange {
        double value = parsed(text);
        boolean any = false;
        if (by.moves()) {
            value = checked(value - constant(by.offset()));
            any = true;
        }
        if (by.scales()) {
            value = checked(value / constant(by.scale()));
            any = true;
        }
        if (by.powers()) {
            value = checked(Math.log(value) / Math.log(by.base()));
            any = true;
        }
        return any ? text(value) : text;
    }

    private double parsed(String text) {
        return single ? Float.parseFloat(text) : Double.parseDouble(text);
    }

    /** Sums and products of floats, computed in double and rounded to float, are those of float arithmetic. */
    private double constant(double value) {
        return single ? (float) value : value;
    }

    private double checked(double value) throws OutOfRange {
        double rounded = single ? (float) value : value;
        if (!Double.isFinite(rounded)) {
            throw new OutOfRange(value + " is not a " + (single ? ValueType.FLOAT32 : ValueType.FLOAT64).wireName());
        }
        return rounded;
    }

    private String text(double value) {
        return single ? Float.toString((float) value) : Double.toString(value);
    }
}
