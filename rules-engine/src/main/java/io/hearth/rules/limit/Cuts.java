package io.hearth.rules.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

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

    @SuppressWarnings("unchecked")
    void forEach(Consumer<T> each) {
        for (Object subject : subjects) {
            each.accept((T) subject);
        }
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

    /** One cut, whom it concerns and what it means for him. */
    record Entry<T>(Cut cut, T subject, Zone zone) {}

    /** With these as well, in one pass; each behind those equal to it. */
    Cuts<T> with(List<Entry<T>> more) {
        List<Entry<T>> added = new ArrayList<>(more);
        added.sort(Comparator.comparing(Entry::cut));
        int size = cuts.length + added.size();
        Cuts<T> merged = new Cuts<>(new Cut[size], new Object[size], new Zone[size]);
        int old = 0;
        int next = 0;
        for (int at = 0; at < size; at++) {
            boolean takeOld = old < cuts.length
                    && (next == added.size()
                            || cuts[old].compareTo(added.get(next).cut()) <= 0);
            if (takeOld) {
                merged.set(at, cuts[old], subjects[old], zones[old]);
                old++;
            } else {
                Entry<T> entry = added.get(next++);
                merged.set(at, entry.cut(), entry.subject(), entry.zone());
            }
        }
        return merged;
    }

    private void set(int at, Cut cut, Object subject, Zone zone) {
        cuts[at] = cut;
        subjects[at] = subject;
        zones[at] = zone;
    }

    /** Without a subject's cut, which lies at this place. */
    Cuts<T> without(Cut cut, T subject) {
        int at = behind(cut) - 1;
        while (at >= 0 && subjects[at] != subject && cuts[at].compareTo(cut) == 0) {
            at--;
        }
        if (at < 0 || subjects[at] != subject) {
            return this;
        }
        return new Cuts<>(delete(cuts, at), delete(subjects, at), delete(zones, at));
    }

    /** The place behind all that are less than or equal to this. */
    private int behind(Cut cut) {
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

    private static <E> E[] delete(E[] array, int at) {
        E[] shorter = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }
}
