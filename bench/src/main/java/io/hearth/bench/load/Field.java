package io.hearth.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who takes part, how much is done, and what is known of it already.
 *
 * @param targets by name, in their order; the first is what ratios are to
 * @param extent  how much is done
 * @param highest by target the highest rate found, for the experiments that follow
 */
record Field(Map<String, Maker> targets, Extent extent, Map<String, Double> highest) {
    /** What a target that has no known highest rate is loaded with, a second. */
    private static final double RATE = 1_000;

    /** Longer than what has piled up at a rate that is twice too much. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> BASELINES = List.of("broker", "broker+redis", "box-broker");

    /** Makes a target that is not started yet. */
    interface Maker {
        Target make() throws IOException;
    }

    /** One target in one run. */
    interface Turn {
        void take(int run, String target, UnderLoad load) throws IOException, InterruptedException;
    }

    Field(Map<String, Maker> targets, Extent extent) {
        this(targets, extent, new LinkedHashMap<>());
    }

    /** What ratios are to. */
    String reference() {
        return targets.keySet().iterator().next();
    }

    /** What is to be measured, not what it is compared with. */
    List<String> suites() {
        List<String> suites = new ArrayList<>(targets.keySet());
        suites.removeAll(BASELINES);
        return suites.isEmpty() ? List.copyOf(targets.keySet()) : suites;
    }

    /** A part of the lowest of the suites' highest rates, or a rate that any of them takes. */
    double rate(double part) {
        return suites().stream()
                .mapToDouble(suite -> part * highest.getOrDefault(suite, RATE / part))
                .min()
                .orElse(RATE);
    }

    /** Each target in turn, each from a fresh start and warmed up, as often as there are runs; what cannot be is void. */
    void inTurns(Findings findings, double at, List<String> names, Setting setting, Turn turn)
            throws InterruptedException {
        for (int run = 1; run <= extent.runs(); run++) {
            for (String name : names) {
                try (UnderLoad load = new UnderLoad(targets.get(name).make(), setting, PATIENCE)) {
                    extent.warmUp()
                            .run(rate ->
                                    load.warmUp(new Load(rate, extent.warmUp().seconds(), setting.share(rate), false)));
                    turn.take(run, name, load);
                } catch (IOException | RuntimeException failed) {
                    findings.voided(name, at, failed.getMessage() == null ? failed.toString() : failed.getMessage());
                }
            }
        }
    }
}
