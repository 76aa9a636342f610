package io.hearth.rules.device;

import java.util.Arrays;

/**
 * A pattern of names: {@code *} stands for any characters, also none, {@code ?} for one. There is no way to write these two
 * as themselves. Neighbouring stars are one. It takes at most as many steps as the name is long times the pattern, whatever
 * they are.
 */
public final class Glob {
    private static final int STAR = '*';
    private static final int ONE = '?';

    private final int[] pattern;
    private final String prefix;

    private Glob(int[] pattern, String prefix) {
        this.pattern = pattern;
        this.prefix = prefix;
    }

    /** The pattern that a text says. */
    public static Glob of(String text) {
        int[] pattern = text.replaceAll("\\*+", "*").codePoints().toArray();
        int plain = 0;
        while (plain < pattern.length && pattern[plain] != STAR && pattern[plain] != ONE) {
            plain++;
        }
        return new Glob(pattern, new String(pattern, 0, plain));
    }

    /** What all names begin with that fit; may be empty. */
    public String prefix() {
        return prefix;
    }

    /** Whether a name fits as a whole. */
    public boolean matches(String name) {
        if (!name.startsWith(prefix)) {
            return false;
        }
        int at = 0;
        int next = 0;
        int star = -1;
        int afterStar = 0;
        while (at < name.length()) {
            if (next < pattern.length && pattern[next] == STAR) {
                // The last star decides: what the ones before it took is as short as can be, and never has to be taken
                // back.
                star = next++;
                afterStar = at;
            } else if (next < pattern.length && (pattern[next] == ONE || pattern[next] == name.codePointAt(at))) {
                next++;
                at = name.offsetByCodePoints(at, 1);
            } else if (star >= 0) {
                next = star + 1;
                afterStar = name.offsetByCodePoints(afterStar, 1);
                at = afterStar;
            } else {
                return false;
            }
        }
        return next == pattern.length || next == pattern.length - 1 && pattern[next] == STAR;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && Arrays.equals(pattern, glob.pattern);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pattern);
    }
}
