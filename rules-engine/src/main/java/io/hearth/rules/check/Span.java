package io.hearth.rules.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Numbers without a gap.
 *
 * @param low  where they begin; empty for nowhere
 * @param high where they end; empty for nowhere
 */
record Span(Optional<End> low, Optional<End> high) {
    static final Span ALL = new Span(Optional.empty(), Optional.empty());

    /** An end, which belongs to the span or not. */
    record End(BigDecimal at, boolean included) {}

    static Span above(BigDecimal at) {
        return new Span(Optional.of(new End(at, false)), Optional.empty());
    }

    static Span from(BigDecimal at) {
        return new Span(Optional.of(new End(at, true)), Optional.empty());
    }

    static Span below(BigDecimal at) {
        return new Span(Optional.empty(), Optional.of(new End(at, false)));
    }

    static Span upTo(BigDecimal at) {
        return new Span(Optional.empty(), Optional.of(new End(at, true)));
    }

    static Span between(BigDecimal low, BigDecimal high) {
        return from(low).and(upTo(high));
    }

    Span and(Span other) {
        return new Span(inner(low, other.low, 1), inner(high, other.high, -1));
    }

    private static Optional<End> inner(Optional<End> one, Optional<End> other, int direction) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        int order = one.get().at().compareTo(other.get().at()) * direction;
        if (order == 0) {
            return one.get().included() ? other : one;
        }
        return order > 0 ? one : other;
    }

    /** Whether no number is in it. */
    boolean isEmpty() {
        if (low.isEmpty() || high.isEmpty()) {
            return false;
        }
        int order = low.get().at().compareTo(high.get().at());
        return order > 0 || order == 0 && !(low.get().included() && high.get().included());
    }

    /** The whole numbers in it. */
    Span wholeNumbers() {
        return new Span(
                low.map(end -> whole(end, RoundingMode.CEILING, BigDecimal.ONE)),
                high.map(end -> whole(end, RoundingMode.FLOOR, BigDecimal.ONE.negate())));
    }

    private static End whole(End end, RoundingMode inward, BigDecimal step) {
        BigDecimal rounded = end.at().setScale(0, inward);
        return new End(rounded.compareTo(end.at()) == 0 && !end.included() ? rounded.add(step) : rounded, true);
    }

    @Override
    public String toString() {
        if (low.isEmpty() || high.isEmpty()) {
            return low.map(end -> end.at() + " or more")
                    .or(() -> high.map(end -> end.at() + " or less"))
                    .orElse("any number");
        }
        return low.get().at() + " to " + high.get().at();
    }
}
