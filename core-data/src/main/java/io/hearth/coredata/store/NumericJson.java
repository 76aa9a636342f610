package io.hearth.coredata.store;

import io.hearth.coredata.JsonText;
import java.math.BigDecimal;

/** The texts of numbers and of arrays of numbers as JSON numbers, digit for digit where JSON's grammar allows it. */
final class NumericJson {
    private NumericJson() {}

    static void write(String text, JsonText out) {
        if (!text.startsWith("[")) {
            number(text, out);
            return;
        }
        out.octet('[');
        String inside = text.substring(1, text.length() - 1).strip();
        if (!inside.isEmpty()) {
            String[] items = inside.split(",", -1);
            for (int i = 0; i < items.length; i++) {
                if (i > 0) {
                    out.octet(',');
                }
                number(items[i].strip(), out);
            }
        }
        out.octet(']');
    }

    private static void number(String text, JsonText out) {
        if (isJson(text)) {
            out.ascii(text);
        } else {
            // Go reads "+1", "007", ".5" and "5." too.
            out.ascii(canonical(text));
        }
    }

    private static String canonical(String text) {
        try {
            return new BigDecimal(text).toString();
        } catch (NumberFormatException exponentTooLong) {
            // As a Float64 it is 0: a larger one, or what is no number, would not have been stored.
            return Double.toString(Double.parseDouble(text));
        }
    }

    /** Whether the text is a number as JSON writes it (RFC 8259, section 6). */
    static boolean isJson(String text) {
        int length = text.length();
        int whole = text.startsWith("-") ? 1 : 0;
        int at = digitsEnd(text, whole);
        if (at == whole || at - whole > 1 && text.charAt(whole) == '0') {
            return false;
        }
        if (at < length && text.charAt(at) == '.') {
            int fraction = at + 1;
            at = digitsEnd(text, fraction);
            if (at == fraction) {
                return false;
            }
        }
        if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int digits = at + 1;
            if (digits < length && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
                digits++;
            }
            at = digitsEnd(text, digits);
            if (at == digits) {
                return false;
            }
        }
        return at == length;
    }

    private static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
