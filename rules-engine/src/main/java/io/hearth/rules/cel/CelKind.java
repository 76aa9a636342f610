package io.hearth.rules.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.hearth.contracts.value.ValueType;

/** What is known of a variable's values before there are any. */
public enum CelKind {
    /** Nothing. */
    ANY(SimpleType.DYN),
    /** They are numbers. */
    NUMBER(SimpleType.DOUBLE),
    /** They are texts. */
    TEXT(SimpleType.STRING),
    /** They are true or false. */
    TRUTH(SimpleType.BOOL);

    private final CelType type;

    CelKind(CelType type) {
        this.type = type;
    }

    /** Of the readings of a resource. Arrays, objects and octets come as the text that they are written as. */
    public static CelKind of(ValueType type) {
        if (type.isNumeric()) {
            return NUMBER;
        }
        return type == ValueType.BOOL ? TRUTH : TEXT;
    }

    CelType type() {
        return type;
    }
}
