package io.hearth.runtime.validate;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.PlainlyValid;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Holds DTOs against the rules written on them. */
@Singleton
public class Validate {
    /**
     * Made when first asked for, and reads a type's rules when first shown one: Quarkus' own reads all of them at each start. A service that
     * only starts has no need of it.
     */
    private static final class Rules {
        private static final Validator VALIDATOR = Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()
                .getValidator();
    }

    private final Supplier<Validator> rules;

    Validate() {
        this(() -> Rules.VALIDATOR);
    }

    /** With a validator that is asked for when something is not plainly valid. */
    Validate(Supplier<Validator> rules) {
        this.rules = rules;
    }

    /** The same object when it keeps its rules; else an {@link EdgexException} (400) that names every field that does not. */
    public <T> T valid(T candidate) {
        Optional<String> problem = problem(candidate);
        if (problem.isPresent()) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, problem.get());
        }
        return candidate;
    }

    /** What is wrong with the object, several complaints joined by {@code "; "} as EdgeX does; empty when nothing is. */
    public <T> Optional<String> problem(T candidate) {
        if (PlainlyValid.is(candidate)) {
            return Optional.empty();
        }
        Set<ConstraintViolation<T>> violations = rules.get().validate(candidate);
        if (violations.isEmpty()) {
            return Optional.empty();
        }
        String type = candidate.getClass().getSimpleName();
        return Optional.of(violations.stream()
                .map(violation -> type + "." + violation.getPropertyPath() + " " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("; ")));
    }
}
