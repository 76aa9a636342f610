package io.hearth.bench.rules;

import io.hearth.rules.engine.BareEvaluation;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.rule.KnownRule;
import io.hearth.runtime.bus.BusMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A reading with N threshold rules on its resource: decoded and evaluated, and evaluated alone. The value walks within less than the
 * rules' dead band, past the limits that lie on its way, and so changes no state: what is measured is what a reading costs, not what is
 * done about it.
 */
@State(Scope.Thread)
public class ReadingBenchmark {
    private static final String DEVICE = "thermometer";
    private static final int MESSAGES = 4096;
    /** In the past, and so never ahead of the clock: 2026-01-01. */
    private static final long FIRST = 1_767_225_600_000_000_000L;

    private static final long STEP = 100;

    /** How many rules watch the resource. */
    @Param({"1", "10000", "100000"})
    private int rules;

    private final Walk walk = new Walk(MESSAGES, 19.8, 20.2, 0.02);
    private final BusMessage[] messages = new BusMessage[MESSAGES];
    private final List<List<Sample>> samples = new ArrayList<>();
    private final BareEvaluation evaluation = new BareEvaluation();
    private long next;

    /** The rules have seen a value before. */
    @Setup
    public void rules() {
        Thresholds thresholds = new Thresholds(rules);
        for (int rule = 0; rule < rules; rule++) {
            evaluation.put(Given.known(rule, DEVICE, thresholds.below(rule), thresholds.clearAbove(rule)));
        }
        for (int i = 0; i < MESSAGES; i++) {
            messages[i] = Given.event(DEVICE, FIRST, walk.value(i));
            samples.add(BareEvaluation.decode(messages[i]));
        }
        // Once through all values: whatever can become active is.
        for (int i = 0; i < MESSAGES; i++) {
            evaluate(samples.get(i), (rule, active) -> {});
        }
    }

    /** As it comes over the bus. */
    @Benchmark
    public long decoded() {
        return evaluate(BareEvaluation.decode(messages[walk.place(next)]), ReadingBenchmark::refuse);
    }

    /** Only what the rules make of it. */
    @Benchmark
    public long evaluated() {
        return evaluate(samples.get(walk.place(next)), ReadingBenchmark::refuse);
    }

    private static void refuse(KnownRule rule, boolean active) {
        throw new IllegalStateException("void: a rule changed its state");
    }

    /** The message is the same every 8,192 readings, its origin is not: a reading counts once. */
    private long evaluate(List<Sample> readings, BiConsumer<KnownRule, Boolean> decided) {
        evaluation.evaluate(readings, FIRST + next++ * STEP, decided);
        return next;
    }
}
