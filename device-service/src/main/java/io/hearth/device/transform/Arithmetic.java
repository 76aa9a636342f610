package io.hearth.device.transform;

import io.hearth.contracts.metadata.ResourceProperties;
import io.hearth.contracts.value.ValueType;
import java.math.BigInteger;
import java.util.Optional;

/**
 * EdgeX's arithmetic of a resource (EdgeX API, transforms). Read: mask, shift, base, scale, offset; written: the same the
 * other way round. What stands at its neutral value does nothing.
 *
 * @param mask   bits that are kept, of whole numbers; 0 keeps all
 * @param shift  bits to the left, below 0 to the right, of whole numbers; what goes beyond the type's width is lost
 * @param base   the value becomes the exponent to this base; 0 leaves it
 * @param scale  factor
 * @param offset summand
 */
public record Arithmetic(BigInteger mask, long shift, double base, double scale, double offset) {
    static final Arithmetic NONE = new Arithmetic(BigInteger.ZERO, 0, 0, 1, 0);

    /** That of a resource; empty when there is nothing to compute, or its values are no single numbers. */
    public static Optional<Arithmetic> of(ValueType type, ResourceProperties properties) {
        Arithmetic arithmetic = new Arithmetic(
                properties.mask() == null ? NONE.mask : properties.mask(),
                properties.shift() == null ? NONE.shift : properties.shift(),
                properties.base() == null ? NONE.base : properties.base(),
                properties.scale() == null ? NONE.scale : properties.scale(),
                properties.offset() == null ? NONE.offset : properties.offset());
        return type.isNumeric() && !arithmetic.equals(NONE) ? Optional.of(arithmetic) : Optional.empty();
    }

    /**
     * What the device's value means.
     *
     * @param text canonical text of the type
     * @throws OutOfRange when a step leaves the range of the type
     */
    public String read(ValueType type, String text) throws OutOfRange {
        return type.isInteger() ? new WholeNumbers(type).read(this, text) : new FloatNumbers(type).read(this, text);
    }

    /**
     * What the device is to be told for a value.
     *
     * @param text canonical text of the type
     * @throws OutOfRange when a step leaves the range of the type
     */
    public String write(ValueType type, String text) throws OutOfRange {
        return type.isInteger() ? new WholeNumbers(type).write(this, text) : new FloatNumbers(type).write(this, text);
    }

    boolean masks() {
        return mask.signum() != 0;
    }

    boolean powers() {
        return base != NONE.base;
    }

    boolean scales() {
        return scale != NONE.scale;
    }

    boolean moves() {
        return offset != NONE.offset;
    }
}
