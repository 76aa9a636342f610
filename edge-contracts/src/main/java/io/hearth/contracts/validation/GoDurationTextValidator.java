package io.hearth.contracts.validation;

import io.hearth.contracts.value.GoDuration;
import io.hearth.contracts.value.InvalidValue;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Holds a text against {@link GoDurationText}. */
public final class GoDurationTextValidator implements ConstraintValidator<GoDurationText, String> {
    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
        if (text == null || text.isEmpty()) {
            return true;
        }
        try {
            GoDuration.parse(text);
            return true;
        } catch (InvalidValue notOne) {
            return false;
        }
    }
}
