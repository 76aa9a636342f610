package io.hearth.contracts.validation;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text that is empty or a UUID in its 36-character form. */
@Documented
@Constraint(validatedBy = UuidValidator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Uuid {
    /** What is said when the rule is broken. */
    String message() default "field must be a uuid";

    /** Bean Validation's groups. */
    Class<?>[] groups() default {};

    /** Bean Validation's payload. */
    Class<? extends Payload>[] payload() default {};
}
