package io.hearth.device.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.Set;

/**
 * A JSONata expression that was understood. Equal to another of the same text.
 *
 * <p>Left out of the language is what could hold the service up whatever bounds are set: regular expressions (they would be run
 * by a backtracking engine on what devices send; {@code format: text} has a linear one), {@code $eval} and {@code $pad}.
 */
public final class JsonataExpression {
    private static final int LONGEST = 4096;
    private static final Set<String> LEFT_OUT = Set.of("eval", "pad");

    private final String text;
    private final Jsonata compiled;

    private JsonataExpression(String text, Jsonata compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /**
     * Understands an expression.
     *
     * @throws IllegalArgumentException when it is none, or uses what is left out
     */
    public static JsonataExpression of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
        }
        JsonataText.refuseRegex(text);
        try {
            Jsonata compiled = Jsonata.jsonata(text);
            if (compiled.getErrors() != null && !compiled.getErrors().isEmpty()) {
                throw new IllegalArgumentException(
                        "is no JSONata: " + compiled.getErrors().getFirst().getMessage());
            }
            return new JsonataExpression(text, compiled);
        } catch (JException | StringIndexOutOfBoundsException | StackOverflowError wrong) {
            throw new IllegalArgumentException("is no JSONata: " + wrong.getMessage(), wrong);
        }
    }

    /** As configured. */
    public String text() {
        return text;
    }

    /**
     * What the expression makes of a tree of maps, lists and scalars; null for nothing. One caller at a time: the library's
     * expressions carry state.
     *
     * @throws JsonataFailure when it cannot be computed, or not within the bounds
     */
    public synchronized Object evaluate(Object tree, JsonataBounds bounds) throws JsonataFailure {
        Jsonata.Frame frame = compiled.createFrame();
        LEFT_OUT.forEach(name -> frame.bind(name, (Object) null));
        bounds.watch(frame);
        try {
            return compiled.evaluate(tree, frame);
        } catch (RuntimeException | StackOverflowError failed) {
            // The library answers what it did not think of with whatever Java throws.
            throw new JsonataFailure(String.valueOf(failed.getMessage()), failed);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonataExpression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
