package io.hearth.contracts.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Holds a text against {@link Uuid}. */
public final class UuidValidator implements ConstraintValidator<Uuid, String> {
    private static final int LENGTH = 36;

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
        return text == null || text.isEmpty() || isUuid(text);
    }

    /** Whether the text is a UUID in its 36-character form, in any letter case. */
    public static boolean isUuid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean fits = dash ? c == '-' : c < 128 && Character.digit(c, 16) >= 0;
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
