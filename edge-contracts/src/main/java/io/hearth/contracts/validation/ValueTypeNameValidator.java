package io.hearth.contracts.validation;

import io.hearth.contracts.value.ValueType;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Holds a text against {@link ValueTypeName}; whether there has to be one at all is another rule. */
public final class ValueTypeNameValidator implements ConstraintValidator<ValueTypeName, String> {
    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
        if (text == null || text.isBlank() || ValueType.of(text).isPresent()) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(
                        Literal.text("'" + text + "' should be one of EdgeX's value types, such as Float64"))
                .addConstraintViolation();
        return false;
    }
}
