package io.hearth.rules.limit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * All limits on one signal, at the cost of one. A limit with a memory has two places where something changes, and at any time
 * only one of them matters: where it is passed while it is not, where it is left while it is passed. Only that one is kept,
 * among those that lie above the value or among those that lie below it, both sorted. A value is held against the nearest of
 * each; whatever it does within dead bands, and however many limits there are, it meets no other.
 *
 * <p>Immutable: a rule that comes or goes makes a new index (copy on write), while the old one may still be read.
 *
 * @param <T> whose limits they are; told apart by identity
 */
public final class LimitIndex<T extends LimitIndex.Limited> {
    private static final LimitIndex<?> EMPTY = new LimitIndex<>(Cuts.none(), Cuts.none());

    /** Not passed by the value: met when it rises. */
    private final Cuts<T> above;
    /** Passed by the value: met when it falls. */
    private final Cuts<T> below;

    private LimitIndex(Cuts<T> above, Cuts<T> below) {
        this.above = above;
        this.below = below;
    }

    /** Somebody who has a limit. */
    @FunctionalInterface
    public interface Limited {
        /** The limit, always the same. */
        Bounds limit();
    }

    /** Is told what changes with a value. */
    @FunctionalInterface
    public interface Crossing<T> {
        /** The value passed the subject's limit ({@link Zone#BEYOND}) or left it ({@link Zone#CLEAR}), which it had not before. */
        void crossed(T subject, Zone into);
    }

    /**
     * Somebody who has a limit, and whether it is passed: as it is with the present value, and in its dead band as it was left.
     */
    public record Entry<T extends Limited>(T subject, boolean beyond) {
        private Cuts.Entry<T> cut() {
            Bounds limit = subject.limit();
            return beyond
                    ? new Cuts.Entry<>(limit.clearCut(), subject, Zone.CLEAR)
                    : new Cuts.Entry<>(limit.raiseCut(), subject, Zone.BEYOND);
        }

        /** An upper limit is passed by what rises and left by what falls; a lower one the other way round. */
        private boolean waitsAbove() {
            return switch (subject.limit().side()) {
                case ABOVE -> !beyond;
                case BELOW -> beyond;
            };
        }
    }

    /** An index without limits. */
    @SuppressWarnings("unchecked")
    public static <T extends Limited> LimitIndex<T> empty() {
        return (LimitIndex<T>) EMPTY;
    }

    /** How many limits there are. */
    public int size() {
        return above.size() + below.size();
    }

    /** The index with these limits as well: many at once cost little more than one. */
    public LimitIndex<T> with(Collection<Entry<T>> more) {
        List<Cuts.Entry<T>> higher = new ArrayList<>(more.size());
        List<Cuts.Entry<T>> lower = new ArrayList<>(more.size());
        more.forEach(entry -> (entry.waitsAbove() ? higher : lower).add(entry.cut()));
        return new LimitIndex<>(above.with(higher), below.with(lower));
    }

    /** The index without a subject's limit, which is passed or not as it was told last; unchanged when it is not there. */
    public LimitIndex<T> without(Entry<T> entry) {
        return entry.waitsAbove()
                ? new LimitIndex<>(above.without(entry.cut().cut(), entry.subject()), below)
                : new LimitIndex<>(above, below.without(entry.cut().cut(), entry.subject()));
    }

    /** All whose limits they are. */
    public void forEach(Consumer<T> each) {
        below.forEach(each);
        above.forEach(each);
    }

    /**
     * Tells what changes with the next value, each subject at most once, nearest first.
     *
     * @param value a number
     * @return the index as it is then; this one when nothing changes
     */
    public LimitIndex<T> move(Quantity value, Crossing<T> crossing) {
        if (above.isFirstPassed(value)) {
            return risen(above.position(value), crossing);
        }
        if (below.isLastAhead(value)) {
            return fallen(below.position(value), crossing);
        }
        return this;
    }

    private LimitIndex<T> risen(int to, Crossing<T> crossing) {
        List<Cuts.Entry<T>> turned = new ArrayList<>();
        for (int at = Cuts.START; at != to; at = above.next(at)) {
            turned.add(turned(above, at, crossing));
        }
        return new LimitIndex<>(above.from(to), below.with(turned));
    }

    private LimitIndex<T> fallen(int to, Crossing<T> crossing) {
        List<Cuts.Entry<T>> turned = new ArrayList<>();
        for (int at = below.end(); at != to; ) {
            at = below.previous(at);
            turned.add(turned(below, at, crossing));
        }
        // Those with equal limits keep the order in which they came.
        return new LimitIndex<>(above.with(turned.reversed()), below.upTo(to));
    }

    /** Tells, and turns to the other side of the dead band. */
    private static <T extends Limited> Cuts.Entry<T> turned(Cuts<T> cuts, int at, Crossing<T> crossing) {
        T subject = cuts.subject(at);
        Zone into = cuts.zone(at);
        crossing.crossed(subject, into);
        return new Entry<>(subject, into == Zone.BEYOND).cut();
    }
}
