package io.hearth.rules.check;

/**
 * Something that is wrong with a rule.
 *
 * @param field   where, as {@code when.all[1].above}
 * @param message the field, its value, and what is allowed or known
 */
public record Finding(String field, String message) {
    static Finding of(String field, String rest) {
        return new Finding(field, "field " + field + " " + rest);
    }
}
