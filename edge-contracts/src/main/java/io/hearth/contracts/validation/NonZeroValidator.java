package io.hearth.contracts.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Holds a number against {@link NonZero}. */
public final class NonZeroValidator implements ConstraintValidator<NonZero, Long> {
    @Override
    public boolean isValid(Long number, ConstraintValidatorContext context) {
        return number != null && number != 0;
    }
}
