package io.hearth.rules.limit;

import java.util.Arrays;

/** Cuts in ascending order, each with whom it concerns and what it means for him when a value passes it. Immutable. */
final class Cuts<T> {
    private static final Cuts<?> NONE = new Cuts<>(new Cut[0], new Object[0], new Zone[0]);

    private final Cut[] cuts;
    private final Object[] subjects;
    private final Zone[] zones;

    private Cuts(Cut[] cuts, Object[] subjects, Zone[] zones) {
        this.cuts = cuts;
        this.subjects = subjects;
        this.zones = zones;
    }

    @SuppressWarnings("unchecked")
    static <T> Cuts<T> none() {
        return (Cuts<T>) NONE;
    }

    int size() {
        return cuts.length;
    }

    /** Whether the value has passed the cut at this index. */
    boolean passed(int index, Quantity value) {
        return cuts[index].passedBy(value);
    }

    @SuppressWarnings("unchecked")
    T subject(int index) {
        return (T) subjects[index];
    }

    Zone zone(int index) {
        return zones[index];
    }

    /** How many cuts lie below the value. */
    int position(Quantity value) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts[middle].passedBy(value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** With one more, behind those equal to it. */
    Cuts<T> with(Cut cut, T subject, Zone zone) {
        int at = insertionPoint(cut);
        return new Cuts<>(insert(cuts, at, cut), insert(subjects, at, subject), insert(zones, at, zone));
    }

    /** Without a subject's cut, which lies at this place. */
    Cuts<T> without(Cut cut, T subject) {
        int at = insertionPoint(cut) - 1;
        while (at >= 0 && subjects[at] != subject && cuts[at].compareTo(cut) == 0) {
            at--;
        }
        if (at < 0 || subjects[at] != subject) {
            return this;
        }
        return new Cuts<>(delete(cuts, at), delete(subjects, at), delete(zones, at));
    }

    private int insertionPoint(Cut cut) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts[middle].compareTo(cut) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static <E> E[] insert(E[] array, int at, E element) {
        E[] longer = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, longer, at + 1, array.length - at);
        longer[at] = element;
        return longer;
    }

    private static <E> E[] delete(E[] array, int at) {
        E[] shorter = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }
}
