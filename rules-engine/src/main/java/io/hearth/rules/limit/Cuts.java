package io.hearth.rules.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts in ascending order, each with whom it concerns and what it means for him when a value passes it. Immutable, and kept
 * in chunks, so that one more cut among very many copies one chunk and the list of them, and shares the rest.
 *
 * <p>A place is where a value can lie: before a cut, which it names, or behind the last one. It is a number that says which
 * chunk and which cut in it; places of one list of cuts ascend.
 */
final class Cuts<T> {
    static final int START = 0;

    private static final int OFFSET_BITS = 10;
    private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;
    /** So many are added one by one, however few there are, and so large a part of very many; more are sorted in with all others. */
    private static final int FEW = 8;

    private static final int WORTH_MERGING = 16;
    private static final Cuts<?> NONE = new Cuts<>(new CutChunk[0], 0);

    private final CutChunk[] chunks;
    private final int size;

    private Cuts(CutChunk[] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    @SuppressWarnings("unchecked")
    static <T> Cuts<T> none() {
        return (Cuts<T>) NONE;
    }

    int size() {
        return size;
    }

    /** The place behind the last cut. */
    int end() {
        return chunks.length << OFFSET_BITS;
    }

    /** The place behind the cut at this one. */
    int next(int place) {
        int chunk = place >>> OFFSET_BITS;
        int offset = (place & OFFSET_MASK) + 1;
        return offset < chunks[chunk].size() ? place + 1 : chunk + 1 << OFFSET_BITS;
    }

    /** The place of the cut before this one. */
    int previous(int place) {
        int chunk = place >>> OFFSET_BITS;
        return (place & OFFSET_MASK) > 0 ? place - 1 : (chunk - 1 << OFFSET_BITS) + chunks[chunk - 1].size() - 1;
    }

    /** Whether the value has passed the lowest. */
    boolean isFirstPassed(Quantity value) {
        return chunks.length > 0 && chunks[0].passed(0, value);
    }

    /** Whether there is one that the value has not passed. */
    boolean isLastAhead(Quantity value) {
        if (chunks.length == 0) {
            return false;
        }
        CutChunk last = chunks[chunks.length - 1];
        return !last.passed(last.size() - 1, value);
    }

    @SuppressWarnings("unchecked")
    T subject(int place) {
        return (T) chunks[place >>> OFFSET_BITS].subject(place & OFFSET_MASK);
    }

    Zone zone(int place) {
        return chunks[place >>> OFFSET_BITS].zone(place & OFFSET_MASK);
    }

    @SuppressWarnings("unchecked")
    void forEach(Consumer<T> each) {
        for (CutChunk chunk : chunks) {
            for (int i = 0; i < chunk.size(); i++) {
                each.accept((T) chunk.subject(i));
            }
        }
    }

    /** The place where a value lies: that of the first cut which it has not passed. */
    int position(Quantity value) {
        CutChunk.Below passed = (in, at) -> in.passed(at, value);
        int chunk = chunkOf(passed);
        return chunk < 0 ? START : place(chunk, chunks[chunk].count(passed));
    }

    /** The last chunk whose first cut this says yes to; -1 when there is none. */
    private int chunkOf(CutChunk.Below below) {
        int low = 0;
        int high = chunks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (below.test(chunks[middle], 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private static CutChunk.Below upTo(Cut cut) {
        return (in, at) -> in.cut(at).compareTo(cut) <= 0;
    }

    private int place(int chunk, int offset) {
        return offset < chunks[chunk].size() ? (chunk << OFFSET_BITS) + offset : chunk + 1 << OFFSET_BITS;
    }

    /** One cut, whom it concerns and what it means for him. */
    record Entry<T>(Cut cut, T subject, Zone zone) {}

    /** With these as well; each behind those equal to it. */
    Cuts<T> with(List<Entry<T>> more) {
        if (chunks.length == 0 || more.size() > FEW + size / WORTH_MERGING) {
            return more.isEmpty() ? this : merged(more);
        }
        Cuts<T> cuts = this;
        for (Entry<T> entry : more) {
            cuts = cuts.with(entry);
        }
        return cuts;
    }

    private Cuts<T> with(Entry<T> entry) {
        int chunk = Math.max(0, chunkOf(upTo(entry.cut())));
        int offset = chunks[chunk].count(upTo(entry.cut()));
        return replaced(chunk, chunks[chunk].with(offset, entry).split(), size + 1);
    }

    /** In one pass. */
    private Cuts<T> merged(List<Entry<T>> more) {
        List<Entry<?>> all = new ArrayList<>(size + more.size());
        for (CutChunk chunk : chunks) {
            chunk.entries(all);
        }
        all.addAll(more);
        // Stable: those that were there stay in front of those equal to them.
        all.sort(Comparator.comparing(Entry::cut));
        List<CutChunk> made = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CutChunk.FULL) {
            made.add(CutChunk.of(all.subList(from, Math.min(from + CutChunk.FULL, all.size()))));
        }
        return new Cuts<>(made.toArray(CutChunk[]::new), all.size());
    }

    /** Without a subject's cut, which lies at this place. */
    Cuts<T> without(Cut cut, T subject) {
        int chunk = chunkOf(upTo(cut));
        if (chunk < 0) {
            return this;
        }
        int place = place(chunk, chunks[chunk].count(upTo(cut)));
        while (place != START) {
            place = previous(place);
            CutChunk in = chunks[place >>> OFFSET_BITS];
            int offset = place & OFFSET_MASK;
            if (in.subject(offset) == subject && in.cut(offset).compareTo(cut) == 0) {
                List<CutChunk> left = in.size() == 1 ? List.of() : List.of(in.without(offset));
                return replaced(place >>> OFFSET_BITS, left, size - 1);
            }
            if (in.cut(offset).compareTo(cut) != 0) {
                return this;
            }
        }
        return this;
    }

    /** Those from this place on. */
    Cuts<T> from(int place) {
        int chunk = place >>> OFFSET_BITS;
        int offset = place & OFFSET_MASK;
        if (chunk == chunks.length) {
            return none();
        }
        CutChunk[] left = Arrays.copyOfRange(chunks, chunk, chunks.length);
        left[0] = left[0].part(offset, left[0].size());
        return of(left);
    }

    /** Those before this place. */
    Cuts<T> upTo(int place) {
        int chunk = place >>> OFFSET_BITS;
        int offset = place & OFFSET_MASK;
        if (place == START) {
            return none();
        }
        CutChunk[] left = Arrays.copyOf(chunks, offset == 0 ? chunk : chunk + 1);
        if (offset > 0) {
            left[chunk] = left[chunk].part(0, offset);
        }
        return of(left);
    }

    private static <T> Cuts<T> of(CutChunk[] chunks) {
        int size = 0;
        for (CutChunk chunk : chunks) {
            size += chunk.size();
        }
        return new Cuts<>(chunks, size);
    }

    private Cuts<T> replaced(int chunk, List<CutChunk> by, int newSize) {
        CutChunk[] copy = new CutChunk[chunks.length - 1 + by.size()];
        System.arraycopy(chunks, 0, copy, 0, chunk);
        for (int i = 0; i < by.size(); i++) {
            copy[chunk + i] = by.get(i);
        }
        System.arraycopy(chunks, chunk + 1, copy, chunk + by.size(), chunks.length - chunk - 1);
        return newSize == 0 ? none() : new Cuts<>(copy, newSize);
    }
}
