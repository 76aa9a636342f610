package io.hearth.contracts.validation;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A profile whose resources and commands fit together (EdgeX API, core-metadata's status rules). */
@Documented
@Constraint(validatedBy = ValidProfileValidator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ValidProfile {
    /** What is said when the rule is broken. */
    String message() default "is not a valid profile";

    /** Bean Validation's groups. */
    Class<?>[] groups() default {};

    /** Bean Validation's payload. */
    Class<? extends Payload>[] payload() default {};
}
