package io.hearth.rules.check;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Condition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * For which numbers a comparison begins to hold, can go on to hold, and ends.
 *
 * @param begins where it begins
 * @param lasts  where it goes on, with its memory; empty when that is no span
 * @param ends   where it ends
 */
record Reach(List<Span> begins, Optional<Span> lasts, List<Span> ends) {
    /** Empty for what does not compare with a fixed number. */
    static Optional<Reach> of(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold -> Optional.of(of(threshold.limit()));
            case Condition.Range range -> Optional.of(range.inside() ? inside(range) : outside(range));
            case Condition.Equals(var measure, boolean equal, BigDecimal value) -> {
                List<Span> there = List.of(Span.between(value, value));
                List<Span> elsewhere = List.of(Span.below(value), Span.above(value));
                yield Optional.of(
                        equal
                                ? new Reach(there, Optional.of(there.getFirst()), elsewhere)
                                : new Reach(elsewhere, Optional.empty(), there));
            }
            default -> Optional.empty();
        };
    }

    private static Reach of(Limit limit) {
        BigDecimal at = limit.at();
        boolean upper = limit.side() == Limit.Side.ABOVE;
        Span begins = upper ? Span.above(at) : Span.below(at);
        return switch (limit.clearing()) {
            case Limit.Clearing.Same() ->
                new Reach(List.of(begins), Optional.of(begins), List.of(upper ? Span.upTo(at) : Span.from(at)));
            case Limit.Clearing.At(BigDecimal clear) -> of(begins, upper, clear);
            case Limit.Clearing.DeadBand(BigDecimal width) ->
                of(begins, upper, upper ? at.subtract(width) : at.add(width));
        };
    }

    private static Reach of(Span begins, boolean upper, BigDecimal clear) {
        return upper
                ? new Reach(List.of(begins), Optional.of(Span.from(clear)), List.of(Span.below(clear)))
                : new Reach(List.of(begins), Optional.of(Span.upTo(clear)), List.of(Span.above(clear)));
    }

    private static Reach inside(Condition.Range range) {
        BigDecimal low = range.low().subtract(range.deadBand());
        BigDecimal high = range.high().add(range.deadBand());
        return new Reach(
                List.of(Span.between(range.low(), range.high())),
                Optional.of(Span.between(low, high)),
                List.of(Span.below(low), Span.above(high)));
    }

    private static Reach outside(Condition.Range range) {
        return new Reach(
                List.of(Span.below(range.low()), Span.above(range.high())),
                Optional.empty(),
                List.of(Span.between(
                        range.low().add(range.deadBand()), range.high().subtract(range.deadBand()))));
    }

    /** Whether one of the spans has numbers in common with this one. */
    static boolean touches(List<Span> spans, Span range, boolean whole) {
        return spans.stream()
                .map(span -> span.and(range))
                .map(span -> whole ? span.wholeNumbers() : span)
                .anyMatch(span -> !span.isEmpty());
    }
}
