package io.hearth.contracts.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Holds a name against {@link NotBlankName}. */
public final class NotBlankNameValidator implements ConstraintValidator<NotBlankName, String> {
    private boolean optional;

    @Override
    public void initialize(NotBlankName rule) {
        optional = rule.optional();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
        return text == null ? optional : !text.isBlank();
    }
}
