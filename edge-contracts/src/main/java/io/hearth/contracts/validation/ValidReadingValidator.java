package io.hearth.contracts.validation;

import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.InvalidValue;
import io.hearth.contracts.value.ValueType;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Optional;

/** Holds a reading against {@link ValidReading}. */
public final class ValidReadingValidator implements ConstraintValidator<ValidReading, Reading> {
    @Override
    public boolean isValid(Reading reading, ConstraintValidatorContext context) {
        Optional<String> problem = problem(reading);
        if (problem.isEmpty()) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        // Braces would be read as the message's own expressions.
        String text = problem.get().replaceAll("[{}$\\\\]", "?");
        context.buildConstraintViolationWithTemplate(text).addConstraintViolation();
        return false;
    }

    /** What is wrong with the reading's id, origin, type or value; empty when nothing is. */
    public static Optional<String> problem(Reading reading) {
        if (!reading.id().isEmpty() && !UuidValidator.isUuid(reading.id())) {
            return Optional.of("id must be a uuid");
        }
        if (reading.origin() == 0) {
            return Optional.of("origin is required and must not be 0");
        }
        Optional<ValueType> type = reading.type();
        if (type.isEmpty()) {
            return Optional.of(
                    "valueType '" + reading.valueType() + "' should be one of EdgeX's value types, such as Float64");
        }
        return switch (reading.value()) {
            case ReadingValue.Simple(String text) -> textProblem(type.get(), text);
            case ReadingValue.Binary binary
            when binary.mediaType() == null || binary.mediaType().isBlank() ->
                Optional.of("mediaType is required beside binaryValue");
            case ReadingValue.Binary binary -> Optional.empty();
            case ReadingValue.ObjectValue object -> Optional.empty();
            case ReadingValue.NullValue nothing -> Optional.empty();
        };
    }

    private static Optional<String> textProblem(ValueType type, String text) {
        try {
            type.canonical(text);
            return Optional.empty();
        } catch (InvalidValue invalid) {
            return Optional.of("value " + invalid.getMessage());
        }
    }
}
