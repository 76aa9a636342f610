package io.hearth.contracts.validation;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A number that Go's "required" accepts: any but 0. */
@Documented
@Constraint(validatedBy = NonZeroValidator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface NonZero {
    /** What is said when the rule is broken. */
    String message() default "field is required and must not be 0";

    /** Bean Validation's groups. */
    Class<?>[] groups() default {};

    /** Bean Validation's payload. */
    Class<? extends Payload>[] payload() default {};
}
