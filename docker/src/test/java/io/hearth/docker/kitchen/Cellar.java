package io.hearth.docker.kitchen;

/** Takes what only its package may name. */
public final class Cellar {
    private Cellar() {}

    static class Kept {}

    /** What everybody may make, and give. */
    public static final class Jam extends Kept {}

    /** What it is. */
    public static String name(Kept kept) {
        return kept.getClass().getSimpleName();
    }
}
