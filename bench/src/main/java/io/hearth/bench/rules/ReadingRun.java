package io.hearth.bench.rules;

import io.hearth.runtime.bus.BusMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a reading costs with many rules on its resource, beside one rule: by itself ({@link ReadingBenchmark}), and as the processor's
 * time of the whole service, from the event on the bus to its acknowledgement, in turns.
 */
final class ReadingRun {
    private static final int FEW = 1;
    private static final List<Integer> SIZES = List.of(FEW, 10_000, 100_000);
    private static final String DEVICE = "thermometer";
    private static final long STEP = 1_000;

    private final int warmUps;
    private final int rounds;
    private final int readings;
    private final Walk walk = new Walk(4096, 19.8, 20.2, 0.02);
    private final long first = System.currentTimeMillis() * 1_000_000;
    private long next;

    /** So many rounds of so many readings, after some that warm the services up. */
    ReadingRun(int warmUps, int rounds, int readings) {
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.readings = readings;
    }

    void run() throws IOException, InterruptedException, RunnerException {
        byItself();
        asService();
    }

    /** The least of the iterations: nobody makes it faster than it is. */
    private void byItself() throws RunnerException {
        Map<String, Map<Integer, Double>> nanos = new TreeMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(ReadingBenchmark.class.getName())
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(rounds)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(rounds)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run()) {
            nanos.computeIfAbsent(result.getPrimaryResult().getLabel(), none -> new TreeMap<>())
                    .put(
                            Integer.valueOf(result.getParams().getParam("rules")),
                            result.getPrimaryResult().getStatistics().getMin());
        }
        nanos.forEach((way, ofSizes) -> ofSizes.forEach((rules, each) -> System.out.printf(
                Locale.ROOT,
                "rules    reading %-9s  %,7d rules on the resource: %,8.0f ns  %5.2f x%n",
                way,
                rules,
                each,
                each / ofSizes.get(FEW))));
    }

    private void asService() throws IOException, InterruptedException {
        Map<Integer, RulesService> services = new TreeMap<>();
        try {
            for (int rules : SIZES) {
                services.put(rules, service(rules));
            }
            Map<Integer, List<Double>> micros = new TreeMap<>();
            for (int round = -warmUps; round < rounds; round++) {
                for (Map.Entry<Integer, RulesService> one : services.entrySet()) {
                    double each = turn(one.getValue(), round >= 0);
                    if (round >= 0) {
                        micros.computeIfAbsent(one.getKey(), none -> new ArrayList<>())
                                .add(each);
                    }
                }
            }
            double least = median(micros.get(FEW));
            micros.forEach((rules, each) -> System.out.printf(
                    Locale.ROOT,
                    "rules    reading service    %,7d rules on the resource: %,8.1f us of processor time  %5.2f x%n",
                    rules,
                    median(each),
                    median(each) / least));
        } finally {
            services.values().forEach(RulesService::close);
        }
    }

    private RulesService service(int rules) throws IOException, InterruptedException {
        RulesService started = new RulesService();
        Thresholds thresholds = new Thresholds(rules);
        started.add(
                0,
                rules,
                number -> Given.quiet(number, DEVICE, thresholds.below(number), thresholds.clearAbove(number)));
        return started;
    }

    private double turn(RulesService rules, boolean isMeasured) throws IOException, InterruptedException {
        List<BusMessage> events = new ArrayList<>(readings);
        for (int i = 0; i < readings; i++) {
            events.add(Given.event(DEVICE, first + next * STEP, walk.value(next)));
            next++;
        }
        long fired = rules.firings();
        long used = rules.service().processorNanos();
        rules.publish(events);
        double micros = (rules.service().processorNanos() - used) / 1e3 / readings;
        if (isMeasured && rules.firings() != fired) {
            throw new IllegalStateException("void: a rule changed its state");
        }
        return micros;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
