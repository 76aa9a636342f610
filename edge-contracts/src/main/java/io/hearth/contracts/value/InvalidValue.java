package io.hearth.contracts.value;

/** A text that is not a value of its type; the message names the value and what is allowed. */
public class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    /** With the text, shortened when it is long, and what would be allowed. */
    public InvalidValue(String text, String allowed) {
        super("'" + shown(text) + "' is not " + allowed);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
