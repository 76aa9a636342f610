package io.hearth.contracts.metadata;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * What an auto event names as its source: a resource or command by its name, or several by a regular expression that matches
 * the whole of each name (EdgeX: {@code AutoEvent.sourceName}). The expression is Go's (RE2), as in EdgeX: it is matched in a
 * time that grows with the length of the name only, whatever whoever sent the device has written, and it has neither back
 * references nor look-around. A text that is no such expression, or one too large, is a plain name.
 */
public final class SourceName {
    private static final int LONGEST = 1_000;
    /** How many steps a compiled expression may have: {@code (a{1000}){50}} is short, and has 50,000. */
    private static final int MOST_STEPS = 10_000;

    private final String text;
    private final Optional<Pattern> pattern;

    private SourceName(String text) {
        this.text = text;
        this.pattern = pattern(text);
    }

    /** The source that a text names; any text does. */
    public static SourceName of(String text) {
        return new SourceName(text);
    }

    /** Whether it is this name, letter by letter. */
    public boolean isNamed(String name) {
        return text.equals(name);
    }

    /** Whether it is this name, or an expression that matches the whole of it. */
    public boolean matches(String name) {
        return isNamed(name) || pattern.filter(whole -> whole.matches(name)).isPresent();
    }

    private static Optional<Pattern> pattern(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(text)).filter(compiled -> compiled.programSize() <= MOST_STEPS);
        } catch (PatternSyntaxException plainName) {
            return Optional.empty();
        }
    }
}
