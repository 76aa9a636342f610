package io.hearth.rules.limit;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * All limits on one signal, at the cost of one. A value crosses few limits on its way from the last one, so the cuts are
 * kept sorted and a position moves among them; only what lies between is looked at. Cuts that matter to a rising value
 * (upper limits are passed, lower ones left) and to a falling one (the other way round) are two arrays.
 *
 * <p>Immutable: a rule that comes or goes makes a new index (copy on write), while the old one may still be read.
 *
 * @param <T> whose limits they are; told apart by identity
 */
public final class LimitIndex<T> {
    private static final LimitIndex<?> EMPTY = new LimitIndex<>(Cuts.none(), Cuts.none());

    private final Cuts<T> rising;
    private final Cuts<T> falling;

    private LimitIndex(Cuts<T> rising, Cuts<T> falling) {
        this.rising = rising;
        this.falling = falling;
    }

    /** Where the present value lies, among the cuts that matter when rising and among those that do when falling. */
    public record Position(int rising, int falling) {}

    /** Is told of what a moving value crosses. */
    @FunctionalInterface
    public interface Crossing<T> {
        /** The value came to lie in this zone of the subject's limit: {@link Zone#BEYOND} or {@link Zone#CLEAR}. */
        void crossed(T subject, Zone into);
    }

    /** An index without limits. */
    @SuppressWarnings("unchecked")
    public static <T> LimitIndex<T> empty() {
        return (LimitIndex<T>) EMPTY;
    }

    /** How many limits there are. */
    public int size() {
        return rising.size();
    }

    /** A limit and whose it is. */
    public record Entry<T>(Bounds limit, T subject) {
        private Cuts.Entry<T> whenRising() {
            return switch (limit.side()) {
                case ABOVE -> new Cuts.Entry<>(limit.raiseCut(), subject, Zone.BEYOND);
                case BELOW -> new Cuts.Entry<>(limit.clearCut(), subject, Zone.CLEAR);
            };
        }

        private Cuts.Entry<T> whenFalling() {
            return switch (limit.side()) {
                case ABOVE -> new Cuts.Entry<>(limit.clearCut(), subject, Zone.CLEAR);
                case BELOW -> new Cuts.Entry<>(limit.raiseCut(), subject, Zone.BEYOND);
            };
        }
    }

    /** The index with these limits as well: many at once cost little more than one. */
    public LimitIndex<T> with(Collection<Entry<T>> more) {
        return new LimitIndex<>(
                rising.with(more.stream().map(Entry::whenRising).toList()),
                falling.with(more.stream().map(Entry::whenFalling).toList()));
    }

    /** The index without a subject's limit, which must be the one it was added with; unchanged when it is not there. */
    public LimitIndex<T> without(Bounds limit, T subject) {
        return switch (limit.side()) {
            case ABOVE ->
                new LimitIndex<>(rising.without(limit.raiseCut(), subject), falling.without(limit.clearCut(), subject));
            case BELOW ->
                new LimitIndex<>(rising.without(limit.clearCut(), subject), falling.without(limit.raiseCut(), subject));
        };
    }

    /** All whose limits they are. */
    public void forEach(Consumer<T> each) {
        rising.forEach(each);
    }

    /** Where a value lies among the limits; the value must be a number. */
    public Position locate(Quantity value) {
        return new Position(rising.position(value), falling.position(value));
    }

    /**
     * Moves from a position to a value and tells what is crossed on the way, each subject at most once, nearest first.
     * A subject is told of what the value has come to, not of what it was before.
     *
     * @param from  a position in this very index
     * @param value a number
     * @return the value's position
     */
    public Position move(Position from, Quantity value, Crossing<T> crossing) {
        int up = climb(from.rising(), value, crossing);
        int down = descend(from.falling(), value, crossing);
        return up == from.rising() && down == from.falling() ? from : new Position(up, down);
    }

    private int climb(int from, Quantity value, Crossing<T> crossing) {
        int at = from;
        while (at != rising.end() && rising.passed(at, value)) {
            crossing.crossed(rising.subject(at), rising.zone(at));
            at = rising.next(at);
        }
        // A falling value passes these the other way, which means nothing to them.
        return at == from ? lower(rising, at, value) : at;
    }

    private int descend(int from, Quantity value, Crossing<T> crossing) {
        int at = from;
        while (at != Cuts.START && !falling.passed(falling.previous(at), value)) {
            at = falling.previous(at);
            crossing.crossed(falling.subject(at), falling.zone(at));
        }
        return at == from ? higher(falling, at, value) : at;
    }

    private static int lower(Cuts<?> cuts, int from, Quantity value) {
        int at = from;
        while (at != Cuts.START && !cuts.passed(cuts.previous(at), value)) {
            at = cuts.previous(at);
        }
        return at;
    }

    private static int higher(Cuts<?> cuts, int from, Quantity value) {
        int at = from;
        while (at != cuts.end() && cuts.passed(at, value)) {
            at = cuts.next(at);
        }
        return at;
    }
}
