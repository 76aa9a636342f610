package io.hearth.rules.limit;

import java.util.Arrays;
import java.util.List;

/** Some neighbouring cuts, at least one. Immutable. */
final class CutChunk {
    /** How many there are in a chunk that is made of many at once; one has twice as many before it is split. */
    static final int FULL = 256;

    private final Cut[] cuts;
    private final Object[] subjects;
    private final Zone[] zones;

    private CutChunk(Cut[] cuts, Object[] subjects, Zone[] zones) {
        this.cuts = cuts;
        this.subjects = subjects;
        this.zones = zones;
    }

    static CutChunk of(List<? extends Cuts.Entry<?>> entries) {
        CutChunk chunk = new CutChunk(
                new Cut[entries.size()], new Object[entries.size()], new Zone[entries.size()]);
        for (int i = 0; i < entries.size(); i++) {
            chunk.set(i, entries.get(i));
        }
        return chunk;
    }

    private void set(int at, Cuts.Entry<?> entry) {
        cuts[at] = entry.cut();
        subjects[at] = entry.subject();
        zones[at] = entry.zone();
    }

    int size() {
        return cuts.length;
    }

    Cut cut(int at) {
        return cuts[at];
    }

    Object subject(int at) {
        return subjects[at];
    }

    Zone zone(int at) {
        return zones[at];
    }

    /** Says yes to the lower cuts and no to all from some one on. */
    @FunctionalInterface
    interface Below {
        boolean test(Cut cut);
    }

    /** To how many cuts this says yes. */
    int count(Below below) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (below.test(cuts[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void entries(List<Cuts.Entry<?>> into) {
        for (int i = 0; i < cuts.length; i++) {
            into.add(new Cuts.Entry<>(cuts[i], subjects[i], zones[i]));
        }
    }

    CutChunk with(int at, Cuts.Entry<?> entry) {
        CutChunk more = new CutChunk(opened(cuts, at), opened(subjects, at), opened(zones, at));
        more.set(at, entry);
        return more;
    }

    CutChunk without(int at) {
        return new CutChunk(closed(cuts, at), closed(subjects, at), closed(zones, at));
    }

    /** This, or both halves of it when it has grown too large. */
    List<CutChunk> split() {
        if (cuts.length <= 2 * FULL) {
            return List.of(this);
        }
        return List.of(part(0, FULL), part(FULL, cuts.length));
    }

    private CutChunk part(int from, int to) {
        return new CutChunk(
                Arrays.copyOfRange(cuts, from, to),
                Arrays.copyOfRange(subjects, from, to),
                Arrays.copyOfRange(zones, from, to));
    }

    private static <E> E[] opened(E[] array, int at) {
        E[] longer = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, longer, at + 1, array.length - at);
        return longer;
    }

    private static <E> E[] closed(E[] array, int at) {
        E[] shorter = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }
}
