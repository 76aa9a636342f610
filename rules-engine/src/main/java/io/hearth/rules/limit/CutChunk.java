package io.hearth.rules.limit;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Some neighbouring cuts, at least one. Immutable. Of a cut there is no more than its number and two marks: there are very many,
 * and a value is held against each that it passes.
 */
final class CutChunk {
    /** How many there are in a chunk that is made of many at once; one has twice as many before it is split. */
    static final int FULL = 256;

    private static final BigDecimal[] ALL_DOUBLES = {};
    private static final byte AFTER = 1;
    private static final byte BEYOND = 2;

    private final double[] numbers;
    /** The numbers that no double can tell from their neighbours, or null for one that a double says; mostly there are none. */
    private final BigDecimal[] exact;

    private final byte[] marks;
    private final Object[] subjects;

    private CutChunk(double[] numbers, BigDecimal[] exact, byte[] marks, Object[] subjects) {
        this.numbers = numbers;
        this.exact = Arrays.stream(exact).allMatch(Objects::isNull) ? ALL_DOUBLES : exact;
        this.marks = marks;
        this.subjects = subjects;
    }

    static CutChunk of(List<? extends Cuts.Entry<?>> entries) {
        int size = entries.size();
        double[] numbers = new double[size];
        BigDecimal[] exact = new BigDecimal[size];
        byte[] marks = new byte[size];
        Object[] subjects = new Object[size];
        for (int i = 0; i < size; i++) {
            Cuts.Entry<?> entry = entries.get(i);
            numbers[i] = entry.cut().at().approximate();
            exact[i] = exact(entry);
            marks[i] = marks(entry);
            subjects[i] = entry.subject();
        }
        return new CutChunk(numbers, exact, marks, subjects);
    }

    private static BigDecimal exact(Cuts.Entry<?> entry) {
        Quantity at = entry.cut().at();
        return at.isBeyondDoubles() ? at.decimal() : null;
    }

    private static byte marks(Cuts.Entry<?> entry) {
        return (byte) ((entry.cut().after() ? AFTER : 0) | (entry.zone() == Zone.BEYOND ? BEYOND : 0));
    }

    int size() {
        return numbers.length;
    }

    /** Whether a value, which must be a number, lies above a cut. */
    boolean passed(int at, Quantity value) {
        double number = value.approximate();
        if (number != numbers[at]) {
            return number > numbers[at];
        }
        int order = isExact(at) && value.isBeyondDoubles() ? value.decimal().compareTo(exact[at]) : 0;
        return isAfter(at) ? order > 0 : order >= 0;
    }

    private boolean isExact(int at) {
        return exact.length > 0 && exact[at] != null;
    }

    private boolean isAfter(int at) {
        return (marks[at] & AFTER) != 0;
    }

    Cut cut(int at) {
        return new Cut(isExact(at) ? Quantity.of(exact[at]) : Quantity.of(numbers[at]), isAfter(at));
    }

    Object subject(int at) {
        return subjects[at];
    }

    Zone zone(int at) {
        return (marks[at] & BEYOND) != 0 ? Zone.BEYOND : Zone.CLEAR;
    }

    /** Says yes to the lower cuts and no to all from some one on. */
    @FunctionalInterface
    interface Below {
        boolean test(CutChunk chunk, int at);
    }

    /** To how many cuts this says yes. */
    int count(Below below) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (below.test(this, middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void entries(List<Cuts.Entry<?>> into) {
        for (int i = 0; i < size(); i++) {
            into.add(new Cuts.Entry<>(cut(i), subjects[i], zone(i)));
        }
    }

    CutChunk with(int at, Cuts.Entry<?> entry) {
        int size = size() + 1;
        double[] newNumbers = opened(numbers, at, new double[size]);
        BigDecimal[] newExact = opened(exacts(), at, new BigDecimal[size]);
        byte[] newMarks = opened(marks, at, new byte[size]);
        Object[] newSubjects = opened(subjects, at, new Object[size]);
        newNumbers[at] = entry.cut().at().approximate();
        newExact[at] = exact(entry);
        newMarks[at] = marks(entry);
        newSubjects[at] = entry.subject();
        return new CutChunk(newNumbers, newExact, newMarks, newSubjects);
    }

    CutChunk without(int at) {
        int size = size() - 1;
        return new CutChunk(
                closed(numbers, at, new double[size]),
                closed(exacts(), at, new BigDecimal[size]),
                closed(marks, at, new byte[size]),
                closed(subjects, at, new Object[size]));
    }

    /** This, or both halves of it when it has grown too large. */
    List<CutChunk> split() {
        if (size() <= 2 * FULL) {
            return List.of(this);
        }
        return List.of(part(0, FULL), part(FULL, size()));
    }

    /** This, or those of it from one place to before another. */
    CutChunk part(int from, int to) {
        if (from == 0 && to == size()) {
            return this;
        }
        return new CutChunk(
                Arrays.copyOfRange(numbers, from, to),
                Arrays.copyOfRange(exacts(), from, to),
                Arrays.copyOfRange(marks, from, to),
                Arrays.copyOfRange(subjects, from, to));
    }

    private BigDecimal[] exacts() {
        return exact.length > 0 ? exact : new BigDecimal[size()];
    }

    /** With room for one more. */
    private <A> A opened(A array, int at, A longer) {
        System.arraycopy(array, 0, longer, 0, at);
        System.arraycopy(array, at, longer, at + 1, size() - at);
        return longer;
    }

    private <A> A closed(A array, int at, A shorter) {
        System.arraycopy(array, 0, shorter, 0, at);
        System.arraycopy(array, at + 1, shorter, at, size() - 1 - at);
        return shorter;
    }
}
