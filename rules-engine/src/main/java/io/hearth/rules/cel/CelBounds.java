package io.hearth.rules.cel;

/** Bounds that are given by the caller instead of by configuration. */
public record CelBounds(int length, int nodes, int depth, int steps, int iterations, int textLength, int regexSize)
        implements CelLimits {
    /** The defaults of the configuration. */
    public static final CelBounds USUAL = new CelBounds(4096, 500, 100, 20_000, 256, 1024, 100);
}
