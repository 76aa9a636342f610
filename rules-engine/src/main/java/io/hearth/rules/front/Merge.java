package io.hearth.rules.front;

/** How the answers of all shares become one. */
public sealed interface Merge {
    /** In which order the items of a list are. */
    enum Order {
        /** By a number, the lowest first. */
        ASCENDING,
        /** By a time, the last first. */
        NEWEST
    }

    /**
     * Lists of which each share has a part.
     *
     * @param list the field of the list
     * @param by   the field of its items by which they are in order
     */
    record Pages(String list, String by, Order order) implements Merge {}

    /** A rule, of which each share has the devices that it looks after. */
    record Devices() implements Merge {}

    /** The figures of rules, of which each share has counted its part. */
    record Figures() implements Merge {}
}
