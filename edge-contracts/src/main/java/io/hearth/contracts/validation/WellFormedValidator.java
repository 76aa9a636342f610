package io.hearth.contracts.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Holds a text against {@link WellFormed}. */
public final class WellFormedValidator implements ConstraintValidator<WellFormed, String> {
    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
        return text == null || isWellFormed(text);
    }

    /** Whether every surrogate has its other half beside it. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
