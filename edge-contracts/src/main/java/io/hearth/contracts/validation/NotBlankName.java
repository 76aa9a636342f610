package io.hearth.contracts.validation;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A name that EdgeX 4 accepts: any {@link WellFormed} text that is not blank (EdgeX API, names). Not {@code .} and {@code ..}: in a
 * path they are steps, also as {@code %2E%2E}, so that nobody could ask for what has such a name, or delete it.
 */
@Documented
@Constraint(validatedBy = NotBlankNameValidator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface NotBlankName {
    /** What is said of a name that cannot be written in a path. */
    String STEP_IN_A_PATH = "field must not be . or .., which cannot be written in a path";

    /** What is said when the rule is broken. */
    String message() default "field is required and must not be blank";

    /** Whether null is accepted, which in updates means unchanged. */
    boolean optional() default false;

    /** Bean Validation's groups. */
    Class<?>[] groups() default {};

    /** Bean Validation's payload. */
    Class<? extends Payload>[] payload() default {};
}
