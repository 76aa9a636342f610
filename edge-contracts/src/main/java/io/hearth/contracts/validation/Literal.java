package io.hearth.contracts.validation;

/** Texts from outside within messages of Bean Validation, which has expressions in braces. */
final class Literal {
    private Literal() {}

    /** The template whose message is this very text. */
    static String text(String message) {
        return message.replaceAll("[\\\\{}$]", "\\\\$0");
    }
}
