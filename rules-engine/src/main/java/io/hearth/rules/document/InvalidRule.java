package io.hearth.rules.document;

/** A rule document that is not a rule; the message names the field, its value and what is allowed. */
public class InvalidRule extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With the reason, for the one who wrote the document. */
    public InvalidRule(String message) {
        super(message);
    }
}
