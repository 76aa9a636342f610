package io.hearth.contracts.validation;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A reading whose type is one of EdgeX's and whose value is of that type (EdgeX API, reading). */
@Documented
@Constraint(validatedBy = ValidReadingValidator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ValidReading {
    /** What is said when the rule is broken. */
    String message() default "is not a valid reading";

    /** Bean Validation's groups. */
    Class<?>[] groups() default {};

    /** Bean Validation's payload. */
    Class<? extends Payload>[] payload() default {};
}
