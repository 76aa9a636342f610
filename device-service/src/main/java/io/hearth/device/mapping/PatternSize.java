package io.hearth.device.mapping;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression becomes when its repetitions are written out, as RE2 does: {@code ((a{1000}){1000}){1000}} is
 * short, and fills all memory. RE2 of C++ and Go has a bound for it, RE2/J has none.
 */
public final class PatternSize {
    private static final int LONGEST = 1000;
    private static final int LARGEST = 2000;
    private static final long ENDLESS = Integer.MAX_VALUE;

    private final String pattern;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum;
    /** What a repetition would repeat. */
    private long last;

    private int at;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /**
     * A regular expression that somebody else wrote.
     *
     * @throws IllegalArgumentException when it is too large or none, saying which
     */
    public static Pattern compile(String pattern) {
        if (pattern.length() > LONGEST) {
            throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
        }
        if (of(pattern) > LARGEST) {
            throw new IllegalArgumentException(
                    "has more than " + LARGEST + " steps when its repetitions are written out");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("is no regular expression of RE2: " + wrong.getMessage(), wrong);
        }
    }

    /** About how many steps it has; what cannot be understood is counted as it is written. */
    static long of(String pattern) {
        return new PatternSize(pattern).count();
    }

    private long count() {
        while (at < pattern.length()) {
            step(pattern.charAt(at));
        }
        while (!outer.isEmpty()) {
            close();
        }
        return Math.min(ENDLESS, sum + last);
    }

    private void step(char c) {
        switch (c) {
            case '(' -> {
                settle(0);
                outer.push(sum);
                sum = 0;
                at++;
            }
            case ')' -> {
                close();
                at++;
            }
            case '[' -> {
                settle(1);
                at = classEnd();
            }
            case '{' -> repeat();
            case '\\' -> {
                settle(1);
                at = escapeEnd();
            }
            default -> {
                settle(1);
                at++;
            }
        }
    }

    private void settle(long next) {
        sum = Math.min(ENDLESS, sum + last);
        last = next;
    }

    private void close() {
        settle(0);
        last = sum + 1;
        sum = outer.isEmpty() ? 0 : outer.pop();
    }

    private int classEnd() {
        int end = at + (pattern.startsWith("^]", at + 1) ? 3 : pattern.startsWith("]", at + 1) ? 2 : 1);
        while (end < pattern.length() && pattern.charAt(end) != ']') {
            end += pattern.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    /** Also of {@code \p{Greek}} and {@code \x{10FFFF}}, whose braces repeat nothing. */
    private int escapeEnd() {
        boolean named = pattern.startsWith("p{", at + 1)
                || pattern.startsWith("P{", at + 1)
                || pattern.startsWith("x{", at + 1);
        int end = named ? pattern.indexOf('}', at) : at + 1;
        return end < 0 ? pattern.length() : end + 1;
    }

    private void repeat() {
        int end = pattern.indexOf('}', at);
        long times = end < 0 ? 1 : times(pattern.substring(at + 1, end));
        last = Math.min(ENDLESS, last * times);
        at = end < 0 ? at + 1 : end + 1;
    }

    private static long times(String bounds) {
        long most = 1;
        for (String bound : bounds.split(",", -1)) {
            boolean number =
                    !bound.isEmpty() && bound.length() < 6 && bound.chars().allMatch(Character::isDigit);
            most = number ? Math.max(most, Long.parseLong(bound)) : most;
        }
        return most;
    }
}
