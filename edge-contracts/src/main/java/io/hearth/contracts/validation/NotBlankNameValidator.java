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
        if (text == null) {
            return optional;
        }
        if (!WellFormedValidator.isWellFormed(text)) {
            return refuse(context, WellFormed.MESSAGE);
        }
        if (text.equals(".") || text.equals("..")) {
            return refuse(context, NotBlankName.STEP_IN_A_PATH);
        }
        return !text.isBlank();
    }

    private static boolean refuse(ConstraintValidatorContext context, String message) {
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
        return false;
    }
}
