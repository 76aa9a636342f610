package io.hearth.coredata.store;

import java.util.Optional;

/**
 * A number as it was written, taken apart so that it packs small and comes back letter for letter: {@code 39.5} and
 * {@code 3.95e+01} are two texts and stay so.
 *
 * @param mantissa the digits without the point, with the sign
 * @param scale    how many of the digits are behind the point, 0 to 17
 * @param exponent the power of ten of Go's scientific form ({@code e+01}), or null when written without
 */
record NumberText(long mantissa, int scale, Integer exponent) {
    static final int LARGEST_SCALE = 17;
    private static final int MOST_DIGITS = 18;
    private static final int MOST_EXPONENT_DIGITS = 3;

    /** The number in the text, if writing it again would give just this text. */
    static Optional<NumberText> of(String text) {
        int length = text.length();
        if (length == 0 || length > MOST_DIGITS + 8) {
            return Optional.empty();
        }
        boolean negative = text.charAt(0) == '-';
        int start = negative ? 1 : 0;
        int whole = digitsEnd(text, start);
        int end = whole;
        if (whole < length && text.charAt(whole) == '.') {
            end = digitsEnd(text, whole + 1);
            if (end == whole + 1) {
                return Optional.empty();
            }
        }
        int scale = end == whole ? 0 : end - whole - 1;
        boolean leadingZero = whole - start > 1 && text.charAt(start) == '0';
        if (whole == start || leadingZero || whole - start + scale > MOST_DIGITS || scale > LARGEST_SCALE) {
            return Optional.empty();
        }
        long digits = Long.parseLong(text, start, whole, 10);
        for (int i = whole + 1; i < end; i++) {
            digits = digits * 10 + (text.charAt(i) - '0');
        }
        if (negative && digits == 0) {
            return Optional.empty();
        }
        long mantissa = negative ? -digits : digits;
        if (end == length) {
            return Optional.of(new NumberText(mantissa, scale, null));
        }
        return whole - start == 1
                ? exponent(text, end).map(exponent -> new NumberText(mantissa, scale, exponent))
                : Optional.empty();
    }

    /** Go's exponent: e, a sign, two digits or three without a leading zero. */
    private static Optional<Integer> exponent(String text, int at) {
        int length = text.length();
        int digits = at + 2;
        if (text.charAt(at) != 'e' || length - digits < 2 || length - digits > MOST_EXPONENT_DIGITS) {
            return Optional.empty();
        }
        char sign = text.charAt(at + 1);
        if (sign != '+' && sign != '-' || digitsEnd(text, digits) != length) {
            return Optional.empty();
        }
        int size = Integer.parseInt(text, digits, length, 10);
        boolean asGoWrites = length - digits == 2 || size >= 100;
        return !asGoWrites || sign == '-' && size == 0 ? Optional.empty() : Optional.of(sign == '-' ? -size : size);
    }

    private static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** The text again. */
    String text() {
        StringBuilder text = new StringBuilder(24).append(Math.abs(mantissa));
        while (text.length() <= scale) {
            text.insert(0, '0');
        }
        if (scale > 0) {
            text.insert(text.length() - scale, '.');
        }
        if (mantissa < 0) {
            text.insert(0, '-');
        }
        if (exponent != null) {
            int size = Math.abs(exponent);
            text.append(exponent < 0 ? "e-" : "e+").append(size < 10 ? "0" : "").append(size);
        }
        return text.toString();
    }
}
