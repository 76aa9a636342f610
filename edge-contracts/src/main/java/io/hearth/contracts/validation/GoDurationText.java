package io.hearth.contracts.validation;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text that is empty or a duration as Go writes it, which is not shorter than {@link #min}. */
@Documented
@Constraint(validatedBy = GoDurationTextValidator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface GoDurationText {
    /** What is said when the rule is broken. */
    String message() default "field must be a duration such as 500ms, 10s, 1h30m or 7d";

    /** The shortest duration that is accepted, itself as Go writes it; any when empty. */
    String min() default "";

    /** Bean Validation's groups. */
    Class<?>[] groups() default {};

    /** Bean Validation's payload. */
    Class<? extends Payload>[] payload() default {};
}
