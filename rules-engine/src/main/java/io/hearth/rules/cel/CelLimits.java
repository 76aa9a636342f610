package io.hearth.rules.cel;

import io.smallrye.config.WithDefault;

/** Bounds of expressions, so that none takes long, whatever it says. */
public interface CelLimits {
    /** The longest expression, in characters. */
    @WithDefault("4096")
    int length();

    /** The most operators, names and constants in one expression. */
    @WithDefault("500")
    int nodes();

    /** How deep an expression may be nested; a chain of {@code +} counts as well. */
    @WithDefault("100")
    int depth();

    /**
     * The most steps of one evaluation; comparing, searching, matching and {@code duration} count for {@value CelBudget#HEAVY},
     * and each text for half as many as it has characters; a text of more than {@value CelDurations#LONGEST} characters is no
     * duration. A regular expression counts for {@value CelBudget#MAKING} for each of its instructions, and
     * looking for it for the characters of the text times its instructions, divided by {@value CelBudget#TRIES}.
     */
    @WithDefault("20000")
    int steps();

    /** How many elements of lists one evaluation may go through, in {@code all}, {@code exists} and {@code filter}. */
    @WithDefault("256")
    int iterations();

    /** The longest text that is taken or made, in characters, and the longest list. */
    @WithDefault("1024")
    int textLength();

    /** The largest regular expression, as RE2 counts it. */
    @WithDefault("100")
    int regexSize();
}
