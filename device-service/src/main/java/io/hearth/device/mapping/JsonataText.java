package io.hearth.device.mapping;

/** Looks for regular expressions in the text of a JSONata expression, where a slash is also a division. */
final class JsonataText {
    private JsonataText() {}

    /** Throws when some slash begins a regular expression; in doubt (a field called {@code and}) it does. */
    static void refuseRegex(String text) {
        int operandEnd = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'' || c == '`') {
                i = closing(text, i);
                operandEnd = i;
            } else if (c == '/' && i + 1 < text.length() && text.charAt(i + 1) == '*') {
                int end = text.indexOf("*/", i + 2);
                i = end < 0 ? text.length() : end + 1;
            } else if (c == '/') {
                if (!divides(text, operandEnd)) {
                    throw new IllegalArgumentException("has a regular expression at " + i
                            + ", which is not allowed in jsonata: use format text with regex");
                }
                operandEnd = -1;
            } else if (!Character.isWhitespace(c)) {
                operandEnd = endsOperand(c) ? i : -1;
            }
        }
    }

    private static int closing(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && text.charAt(open) != '`') {
                i++;
            } else if (text.charAt(i) == text.charAt(open)) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean endsOperand(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == ')' || c == ']' || c == '}' || c > 127;
    }

    private static boolean divides(String text, int operandEnd) {
        if (operandEnd < 0) {
            return false;
        }
        int start = operandEnd;
        while (start >= 0 && Character.isLetterOrDigit(text.charAt(start))) {
            start--;
        }
        String word = text.substring(start + 1, operandEnd + 1);
        return !word.equals("and") && !word.equals("or") && !word.equals("in");
    }
}
