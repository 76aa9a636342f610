package io.hearth.bench.rules;

import io.hearth.rules.engine.BareEvaluation;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Adds rules to many while another thread evaluates readings, and says how long one takes and how long an evaluation took at most;
 * beside the same evaluation while nothing is added. Once with the rules spread over devices, once with all on one resource.
 */
final class AddRun {
    private static final long FIRST = 1_767_225_600_000_000_000L;
    private static final long PAUSE_NANOS = 200_000;
    private static final long STEP = 100;
    private static final int WARM_UP = 500;

    private final int rules;
    private final int added;
    private long origin = FIRST;

    /** Adds so many to so many. */
    AddRun(int rules, int added) {
        this.rules = rules;
        this.added = added;
    }

    void run() throws InterruptedException {
        run(rules / 10, "over " + String.format(Locale.ROOT, "%,d", rules / 10) + " devices");
        run(1, "on one resource");
    }

    private void run(int devices, String where) throws InterruptedException {
        BareEvaluation evaluation = new BareEvaluation();
        for (int number = 0; number < rules; number++) {
            evaluation.put(rule(number, devices));
        }
        List<Sample> readings = readings(devices);
        // All is compiled when it counts.
        evaluate(evaluation, readings, () -> add(evaluation, devices, rules, WARM_UP, new Histogram(3)));
        // What was made until here is not moved by the collector while it counts.
        System.gc();
        Histogram adding = new Histogram(3);
        long begin = System.nanoTime();
        Histogram beside =
                evaluate(evaluation, readings, () -> add(evaluation, devices, rules + WARM_UP, added, adding));
        long lasted = System.nanoTime() - begin;
        Histogram alone = evaluate(evaluation, readings, () -> pause(lasted));
        if (evaluation.size() != rules + WARM_UP + added) {
            throw new IllegalStateException("void: there are " + evaluation.size() + " rules");
        }
        print(where, adding, alone, beside);
    }

    /** A rule whose limit the readings never come near. */
    private KnownRule rule(int number, int devices) {
        double below = -50 + number % 100_000 / 1e4;
        return Given.known(number, "device-" + number % devices, below, below + Thresholds.DEAD_BAND);
    }

    private static List<Sample> readings(int devices) {
        List<Sample> readings = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Quantity value = Quantity.of(20 + i % 10 * 0.01);
            readings.add(
                    new Sample(new SignalKey("device-" + i % devices, Given.RESOURCE), 0, value.toString(), value));
        }
        return readings;
    }

    private void add(BareEvaluation evaluation, int devices, int from, int count, Histogram nanos) {
        for (int number = from; number < from + count; number++) {
            KnownRule rule = rule(number, devices);
            long begin = System.nanoTime();
            evaluation.put(rule);
            nanos.recordValue(System.nanoTime() - begin);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** How long each evaluation took while something else was done. */
    private Histogram evaluate(BareEvaluation evaluation, List<Sample> readings, Runnable meanwhile)
            throws InterruptedException {
        Histogram nanos = new Histogram(3);
        AtomicBoolean over = new AtomicBoolean();
        Thread evaluator = Thread.ofPlatform().start(() -> {
            for (int i = 0; !over.get(); i++) {
                List<Sample> reading = List.of(readings.get(i % readings.size()));
                origin += STEP;
                long begin = System.nanoTime();
                evaluation.evaluate(reading, origin, (rule, active) -> {});
                nanos.recordValue(System.nanoTime() - begin);
            }
        });
        meanwhile.run();
        over.set(true);
        evaluator.join();
        return nanos;
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void print(String where, Histogram adding, Histogram alone, Histogram beside) {
        System.out.printf(
                Locale.ROOT,
                "rules    add     to %,d %s: p50 %.3f ms  p99 %.3f ms  most %.3f ms; evaluations meanwhile p99.99 %.3f ms  most %.3f ms, while nothing is added p99.99 %.3f ms  most %.3f ms%n",
                rules,
                where,
                adding.getValueAtPercentile(50) / 1e6,
                adding.getValueAtPercentile(99) / 1e6,
                adding.getMaxValue() / 1e6,
                beside.getValueAtPercentile(99.99) / 1e6,
                beside.getMaxValue() / 1e6,
                alone.getValueAtPercentile(99.99) / 1e6,
                alone.getMaxValue() / 1e6);
    }
}
