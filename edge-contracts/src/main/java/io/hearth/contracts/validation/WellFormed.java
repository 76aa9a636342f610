package io.hearth.contracts.validation;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text of whole Unicode characters: half a surrogate pair has no UTF-8, so it can be in no path, topic or key. */
@Documented
@Constraint(validatedBy = WellFormedValidator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface WellFormed {
    /** What is said unless the rule says otherwise. */
    String MESSAGE = "field must not hold half of a surrogate pair";

    /** What is said when the rule is broken. */
    String message() default MESSAGE;

    /** Bean Validation's groups. */
    Class<?>[] groups() default {};

    /** Bean Validation's payload. */
    Class<? extends Payload>[] payload() default {};
}
