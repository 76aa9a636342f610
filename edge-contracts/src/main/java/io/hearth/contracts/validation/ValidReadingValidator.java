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
        Optional<Problem> problem = find(reading);
        if (problem.isEmpty()) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(Literal.text(problem.get().text()))
                .addPropertyNode(problem.get().field())
                .addConstraintViolation();
        return false;
    }

    /** What is wrong with the reading's origin, type or value; empty when nothing is. */
    public static Optional<String> problem(Reading reading) {
        return find(reading).map(problem -> problem.field() + " " + problem.text());
    }

    private record Problem(String field, String text) {}

    private static Optional<Problem> find(Reading reading) {
        if (reading.origin() == 0) {
            return problem("origin", "field is required and must not be 0");
        }
        Optional<ValueType> type = reading.type();
        if (reading.valueType().isEmpty()) {
            return problem("valueType", "field is required");
        }
        if (type.isEmpty()) {
            return problem(
                    "valueType", "'" + reading.valueType() + "' should be one of EdgeX's value types, such as Float64");
        }
        return switch (reading.value()) {
            case ReadingValue.Simple(String text) -> textProblem(type.get(), text);
            case ReadingValue.Binary binary
            when binary.mediaType() == null || binary.mediaType().isBlank() ->
                problem("mediaType", "field is required beside binaryValue");
            case ReadingValue.Binary binary -> Optional.empty();
            case ReadingValue.ObjectValue object -> Optional.empty();
            case ReadingValue.NullValue nothing -> Optional.empty();
        };
    }

    private static Optional<Problem> textProblem(ValueType type, String text) {
        try {
            type.canonical(text);
            return Optional.empty();
        } catch (InvalidValue invalid) {
            return problem("value", invalid.getMessage());
        }
    }

    private static Optional<Problem> problem(String field, String text) {
        return Optional.of(new Problem(field, text));
    }
}
