package io.hearth.contracts.validation;

import io.hearth.contracts.value.GoDuration;
import io.hearth.contracts.value.InvalidValue;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.time.Duration;

/** Holds a text against {@link GoDurationText}. */
public final class GoDurationTextValidator implements ConstraintValidator<GoDurationText, String> {
    private Duration min;

    @Override
    public void initialize(GoDurationText rule) {
        min = rule.min().isEmpty() ? null : GoDuration.parse(rule.min());
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
        return text == null || text.isEmpty() || isDuration(text, min);
    }

    /** Whether the text is a duration as Go writes it, and not shorter than the shortest, if there is one. */
    static boolean isDuration(String text, Duration min) {
        try {
            Duration duration = GoDuration.parse(text);
            return min == null || duration.compareTo(min) >= 0;
        } catch (InvalidValue notOne) {
            return false;
        }
    }
}
