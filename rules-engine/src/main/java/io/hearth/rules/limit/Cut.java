package io.hearth.rules.limit;

/**
 * A place on the number line where something changes: just before a quantity, so that the quantity itself has passed it
 * ({@code >=}), or just after it ({@code >}). The order of cuts is therefore total and equal limits keep their meaning.
 *
 * @param at    the quantity, a number
 * @param after false: passed by {@code value >= at}; true: passed by {@code value > at}
 */
public record Cut(Quantity at, boolean after) implements Comparable<Cut> {
    static Cut before(Quantity at) {
        return new Cut(at, false);
    }

    static Cut after(Quantity at) {
        return new Cut(at, true);
    }

    /** Whether a value lies above this place; the value must be a number. */
    boolean passedBy(Quantity value) {
        int order = value.compareTo(at);
        return after ? order > 0 : order >= 0;
    }

    @Override
    public int compareTo(Cut other) {
        int order = at.compareTo(other.at);
        return order != 0 ? order : Boolean.compare(after, other.after);
    }
}
