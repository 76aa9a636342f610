package io.hearth.bench;

import io.hearth.bench.device.DeviceBench;
import io.hearth.bench.footprint.FootprintBench;
import io.hearth.bench.load.LoadBench;
import io.hearth.bench.rules.RulesBench;
import io.hearth.bench.start.StartBench;
import io.hearth.bench.store.StoreBench;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and prints, for each, what it costs beside what it compares with: ratios of one run on one machine.
 * {@code ./hearth bench [decode|limits|mapping]}, and by itself, since they take minutes,
 * {@code ./hearth bench store [readings]}, {@code ./hearth bench start [rounds]}, {@code ./hearth bench footprint [part]},
 * {@code ./hearth bench device [part]}, {@code ./hearth bench rules [part]} and {@code ./hearth bench load [experiment...]}.
 */
public final class Bench {
    private static final Map<String, Class<?>> ALL = new TreeMap<>(Map.of(
            "decode", DecodeBenchmark.class,
            "limits", LimitBenchmark.class,
            "mapping", MappingBenchmark.class));

    private Bench() {}

    /** Runs all, or those named. */
    public static void main(String[] names) throws Exception {
        System.out.printf(
                "%s, %d processors, Java %s%n",
                System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), Runtime.version());
        if (names.length > 0 && names[0].equals("store")) {
            StoreBench.main(Arrays.copyOfRange(names, 1, names.length));
            return;
        }
        if (names.length > 0 && names[0].equals("start")) {
            StartBench.main(Arrays.copyOfRange(names, 1, names.length));
            return;
        }
        if (names.length > 0 && names[0].equals("footprint")) {
            FootprintBench.main(Arrays.copyOfRange(names, 1, names.length));
            return;
        }
        if (names.length > 0 && names[0].equals("device")) {
            DeviceBench.main(Arrays.copyOfRange(names, 1, names.length));
            return;
        }
        if (names.length > 0 && names[0].equals("rules")) {
            RulesBench.main(Arrays.copyOfRange(names, 1, names.length));
            return;
        }
        if (names.length > 0 && names[0].equals("load")) {
            LoadBench.main(Arrays.copyOfRange(names, 1, names.length));
            return;
        }
        for (var benchmark : ALL.entrySet()) {
            if (names.length == 0 || java.util.List.of(names).contains(benchmark.getKey())) {
                print(benchmark.getKey(), run(benchmark.getValue()));
            }
        }
    }

    private static Collection<RunResult> run(Class<?> benchmark) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(benchmark.getSimpleName())
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    /** A line per set of parameters: ns per operation of each way, and the ratio of the second to the first. */
    private static void print(String name, Collection<RunResult> results) {
        Map<String, Map<String, Double>> byParameters = new TreeMap<>();
        for (RunResult result : results) {
            String parameters = result.getParams().getParamsKeys().stream()
                    .map(key -> key + "=" + result.getParams().getParam(key))
                    .collect(Collectors.joining(" "));
            String way = result.getPrimaryResult().getLabel();
            byParameters
                    .computeIfAbsent(parameters, none -> new TreeMap<>())
                    .put(way, result.getPrimaryResult().getScore());
        }
        byParameters.forEach((parameters, ways) -> {
            double least = ways.values().stream().min(Double::compare).orElseThrow();
            ways.forEach((way, nanos) -> System.out.printf(
                    "%-8s %-14s %-14s %12.1f ns  %8.2f x%n", name, parameters, way, nanos, nanos / least));
        });
    }
}
