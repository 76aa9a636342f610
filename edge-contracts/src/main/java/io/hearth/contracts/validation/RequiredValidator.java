package io.hearth.contracts.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Collection;
import java.util.Map;

/** Holds a field against {@link Required}. */
public final class RequiredValidator implements ConstraintValidator<Required, Object> {
    private boolean mayBeEmpty;

    @Override
    public void initialize(Required rule) {
        mayBeEmpty = rule.mayBeEmpty();
    }

    @Override
    public boolean isValid(Object value, ConstraintValidatorContext context) {
        return mayBeEmpty ? value != null : isGiven(value);
    }

    private static boolean isGiven(Object value) {
        return switch (value) {
            case null -> false;
            case CharSequence text -> !text.toString().isBlank();
            case Collection<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }
}
