package io.hearth.rules.action.template;

/** A text that is no template, or that may not stand where it stands; the message names the field, its value and what is allowed. */
public class InvalidTemplate extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With the reason, for the one who wrote the rule. */
    public InvalidTemplate(String message) {
        super(message);
    }
}
