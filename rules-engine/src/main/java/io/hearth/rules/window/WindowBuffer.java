package io.hearth.rules.window;

import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The readings in a window and what they come to. Sums are exact decimals, so that a window that slid here for weeks says
 * the same as one that is filled afresh. Readings come in the order of their origins.
 */
public final class WindowBuffer {
    private static final MathContext DIGITS = MathContext.DECIMAL128;
    private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000L);

    private record Entry(long origin, Quantity value) {}

    private final Window window;
    private final int most;
    private final Deque<Entry> entries = new ArrayDeque<>();
    /** Those that are, or can still become, the extreme: from the most extreme to the newest. */
    private final Deque<Entry> extremes = new ArrayDeque<>();

    private BigDecimal sum = BigDecimal.ZERO;
    private int infinities;
    private int negativeInfinities;
    private long cutOff;

    /** A window of which at most so many readings are kept; with more, it is shorter than it should be. */
    public WindowBuffer(Window window, int most) {
        this.window = window;
        this.most = window.extent() instanceof Window.Extent.Readings(int count) ? count : most;
    }

    /** How many readings were forgotten because there were too many. */
    public long cutOff() {
        return cutOff;
    }

    /** How many readings are in it. */
    public int size() {
        return entries.size();
    }

    /** Adds a number; what is none, is not in the window. */
    public void add(long origin, Quantity value) {
        slide(origin);
        if (value.isNaN()) {
            return;
        }
        if (entries.size() == most) {
            cutOff += isCounted() ? 0 : 1;
            removeOldest();
        }
        Entry entry = new Entry(origin, value);
        entries.addLast(entry);
        count(value, 1);
        if (isExtreme()) {
            while (!extremes.isEmpty() && !isMoreExtreme(extremes.peekLast(), entry)) {
                extremes.removeLast();
            }
            extremes.addLast(entry);
        }
    }

    private boolean isCounted() {
        return window.extent() instanceof Window.Extent.Readings;
    }

    /** The window as it is at this time, in ns. */
    public void slide(long now) {
        if (window.extent() instanceof Window.Extent.Lasting(var duration)) {
            long begin = now - duration.toNanos();
            while (!entries.isEmpty() && entries.peekFirst().origin() <= begin) {
                removeOldest();
            }
        }
    }

    /** When the oldest reading leaves the window, in ns; {@link Long#MAX_VALUE} when none does as time passes. */
    public long leaves() {
        return window.extent() instanceof Window.Extent.Lasting(var duration) && !entries.isEmpty()
                ? entries.peekFirst().origin() + duration.toNanos()
                : Long.MAX_VALUE;
    }

    private void removeOldest() {
        Entry oldest = entries.removeFirst();
        count(oldest.value(), -1);
        if (extremes.peekFirst() == oldest) {
            extremes.removeFirst();
        }
    }

    private void count(Quantity value, int by) {
        if (value.isFinite()) {
            if (isSummed()) {
                sum = by > 0 ? sum.add(value.decimal()) : sum.subtract(value.decimal());
            }
        } else if (value.approximate() > 0) {
            infinities += by;
        } else {
            negativeInfinities += by;
        }
    }

    private boolean isSummed() {
        return window.function() == Window.Function.SUM || window.function() == Window.Function.AVG;
    }

    private boolean isExtreme() {
        return window.function() == Window.Function.MIN || window.function() == Window.Function.MAX;
    }

    private boolean isMoreExtreme(Entry old, Entry young) {
        int order = old.value().compareTo(young.value());
        return window.function() == Window.Function.MAX ? order > 0 : order < 0;
    }

    /** What the readings come to; not a number while that cannot be said. */
    public Quantity value() {
        if (isCounted() && entries.size() < most) {
            return Quantity.NOT_A_NUMBER;
        }
        return switch (window.function()) {
            case COUNT -> Quantity.of(entries.size());
            case SUM -> sum();
            case AVG ->
                entries.isEmpty() || infinities + negativeInfinities > 0
                        ? (entries.isEmpty() ? Quantity.NOT_A_NUMBER : sum())
                        : Quantity.of(sum.divide(BigDecimal.valueOf(entries.size()), DIGITS));
            case MIN, MAX ->
                extremes.isEmpty()
                        ? Quantity.NOT_A_NUMBER
                        : extremes.peekFirst().value();
            case DELTA -> change(false);
            case RATE -> change(true);
        };
    }

    private Quantity sum() {
        if (infinities > 0 && negativeInfinities > 0) {
            return Quantity.NOT_A_NUMBER;
        }
        if (infinities > 0) {
            return Quantity.of(Double.POSITIVE_INFINITY);
        }
        return negativeInfinities > 0 ? Quantity.of(Double.NEGATIVE_INFINITY) : Quantity.of(sum);
    }

    private Quantity change(boolean bySeconds) {
        if (entries.size() < 2) {
            return Quantity.NOT_A_NUMBER;
        }
        Entry first = entries.peekFirst();
        Entry last = entries.peekLast();
        if (!first.value().isFinite() || !last.value().isFinite()) {
            return Quantity.of(last.value().approximate() - first.value().approximate());
        }
        BigDecimal delta = last.value().decimal().subtract(first.value().decimal());
        return Quantity.of(
                bySeconds
                        ? delta.multiply(SECOND).divide(BigDecimal.valueOf(last.origin() - first.origin()), DIGITS)
                        : delta);
    }
}
