package io.hearth.bench.rules;

import io.hearth.bench.rules.Tally.Counts;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;

/**
 * One contender in a JVM of its own: builds the rules, takes readings, and prints one line for who started it. Times of readings are the
 * processor's time of the thread, which nobody else on the machine lengthens much.
 */
public final class Contest {
    private static final Walk WALK = new Walk(1 << 16, 15, 25, 0.05);
    /** Until here decisions are compared with the others'. */
    private static final int COMPARED = 2_000;

    private static final int FEW = 100;
    private static final int ROUNDS = 5;
    /** The clock is not asked after each reading: that costs as much as some readings. */
    private static final int AT_A_TIME = 16;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final String name;
    private final int rules;
    private long next;

    private Contest(String name, int rules) {
        this.name = name;
        this.rules = rules;
    }

    /**
     * What one contender did.
     *
     * @param counts     what it decided in the readings that all are given
     * @param buildNanos wall time until the rules were taken up
     * @param heap       octets of heap that were not used before
     * @param nanos      processor time of a reading, of the least round
     */
    record Result(Counts counts, long buildNanos, long heap, double nanos) {
        String line() {
            return String.join(
                    " ",
                    Long.toString(counts.raised()),
                    Long.toString(counts.cleared()),
                    Long.toString(counts.fingerprint()),
                    Long.toString(buildNanos),
                    Long.toString(heap),
                    Double.toString(nanos));
        }

        static Result of(String line) {
            String[] words = line.split(" ");
            return new Result(
                    new Counts(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Double.parseDouble(words[5]));
        }
    }

    /** The contender's name, how many rules, and the milliseconds of each round. */
    public static void main(String[] words) {
        Contest contest = new Contest(words[0], Integer.parseInt(words[1]));
        System.out.println(contest.run(Long.parseLong(words[2])).line());
        System.exit(0);
    }

    private Result run(long roundMillis) {
        // Another one of its kind first: loading its classes, and what they keep for all, is not what rules cost.
        Contender small = Contender.named(name);
        small.prepare(WALK);
        small.build(new Thresholds(FEW));
        take(small, FEW);
        next = 0;
        Contender contender = Contender.named(name);
        contender.prepare(WALK);
        long before = used();
        long begin = System.nanoTime();
        contender.build(new Thresholds(rules));
        long built = System.nanoTime() - begin;
        take(contender, COMPARED);
        Counts counts = contender.tally().counts();
        // With what they keep of readings.
        long heap = used() - before;
        round(contender, roundMillis);
        double least = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            least = Math.min(least, round(contender, roundMillis));
        }
        return new Result(counts, built, heap, least);
    }

    private double round(Contender contender, long millis) {
        long from = next;
        long end = System.nanoTime() + millis * 1_000_000;
        long used = threads.getCurrentThreadCpuTime();
        while (System.nanoTime() < end) {
            take(contender, AT_A_TIME);
        }
        return (double) (threads.getCurrentThreadCpuTime() - used) / (next - from);
    }

    private void take(Contender contender, int readings) {
        for (int i = 0; i < readings; i++) {
            contender.reading(next, WALK.value(next));
            next++;
        }
    }

    /** As the collection left it: what is in use a moment later has room in it that threads have taken and not filled. */
    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }
}
