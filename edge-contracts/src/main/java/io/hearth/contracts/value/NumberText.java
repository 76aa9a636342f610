package io.hearth.contracts.value;

import java.math.BigInteger;

/** Texts of numbers, held against the range of their type as Go's strconv does (ParseInt, ParseUint, ParseFloat). */
final class NumberText {
    /** Any whole number of this many digits fits a long. */
    private static final int SAFE_DIGITS = 18;
    /** No value type has whole numbers of more digits. */
    private static final int MOST_DIGITS = 20;
    /** A number without exponent of this many characters is within the range of Float32, and so of Float64. */
    private static final int SAFE_LENGTH = 38;
    /** More than the largest Float64 has digits. */
    private static final int LONGEST = 400;

    private NumberText() {}

    /** The whole number in decimal, without leading zeros and plus; the text itself where it is that already. */
    static String whole(ValueType type, String text) {
        int start = signLength(text);
        if (start > 0 && type.isUnsigned() || start == text.length() || digitsEnd(text, start) < text.length()) {
            throw notWithin(type, text);
        }
        int first = start;
        while (first < text.length() - 1 && text.charAt(first) == '0') {
            first++;
        }
        int digits = text.length() - first;
        if (digits <= SAFE_DIGITS) {
            return small(type, text, first);
        }
        if (digits > MOST_DIGITS || bits(type) < Long.SIZE) {
            throw notWithin(type, text);
        }
        BigInteger number = new BigInteger(text);
        if (number.compareTo(least(type)) < 0 || number.compareTo(most(type)) > 0) {
            throw notWithin(type, text);
        }
        return number.toString();
    }

    private static String small(ValueType type, String text, int first) {
        long number = Long.parseLong(text, first, text.length(), 10);
        boolean negative = text.charAt(0) == '-';
        number = negative ? -number : number;
        int bits = bits(type);
        boolean fits = bits == Long.SIZE
                || (type.isUnsigned() ? number >> bits == 0 : number >> bits - 1 == 0 || number >> bits - 1 == -1);
        if (!fits) {
            throw notWithin(type, text);
        }
        boolean asIs = first == (negative ? 1 : 0) && !(negative && number == 0);
        return asIs ? text : Long.toString(number);
    }

    /** The text itself, when it is a finite decimal number, with or without exponent. */
    static String decimal(ValueType type, String text) {
        int whole = signLength(text);
        int wholeEnd = digitsEnd(text, whole);
        int fraction = wholeEnd < text.length() && text.charAt(wholeEnd) == '.' ? wholeEnd + 1 : wholeEnd;
        int mantissaEnd = digitsEnd(text, fraction);
        boolean hasDigits = wholeEnd > whole || mantissaEnd > fraction;
        if (hasDigits && text.length() <= LONGEST) {
            if (mantissaEnd == text.length()) {
                if (mantissaEnd <= SAFE_LENGTH || isFinite(type, text)) {
                    return text;
                }
            } else if (isExponent(text, mantissaEnd) && isFinite(type, text)) {
                return text;
            }
        }
        throw new InvalidValue(text, "a number within the range of " + type.wireName());
    }

    private static boolean isExponent(String text, int at) {
        char e = text.charAt(at);
        if (e != 'e' && e != 'E' || at + 1 == text.length()) {
            return false;
        }
        char sign = text.charAt(at + 1);
        int digits = sign == '+' || sign == '-' ? at + 2 : at + 1;
        return digits < text.length() && digitsEnd(text, digits) == text.length();
    }

    private static boolean isFinite(ValueType type, String text) {
        return type == ValueType.FLOAT32
                ? Float.isFinite(Float.parseFloat(text))
                : Double.isFinite(Double.parseDouble(text));
    }

    private static int signLength(String text) {
        return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    }

    private static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static int bits(ValueType type) {
        return Byte.SIZE << (type.ordinal() - ValueType.UINT8.ordinal()) % 4;
    }

    private static BigInteger least(ValueType type) {
        return type.isUnsigned()
                ? BigInteger.ZERO
                : BigInteger.TWO.pow(bits(type) - 1).negate();
    }

    private static BigInteger most(ValueType type) {
        int bits = type.isUnsigned() ? bits(type) : bits(type) - 1;
        return BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
    }

    private static InvalidValue notWithin(ValueType type, String text) {
        return new InvalidValue(
                text, "a whole number from " + least(type) + " to " + most(type) + " (" + type.wireName() + ")");
    }
}
