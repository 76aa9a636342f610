package io.hearth.bench.rules;

import io.hearth.runtime.bus.BusMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Many rules over many devices in the service as it is installed: how long from the start of its process until they are at work, and what
 * heap they take, beside the same service without any; and how long a request takes that adds one more.
 */
final class LoadRun {
    private static final int RULES_OF_A_DEVICE = 10;
    private static final double WARM = 50;
    private static final int WARM_UP = 200;

    private final int rules;
    private final int devices;
    private final int rounds;
    private final int requests;

    /** So many rules; starts each service so often, and posts so many single rules. */
    LoadRun(int rules, int rounds, int requests) {
        this.rules = rules;
        this.devices = rules / RULES_OF_A_DEVICE;
        this.rounds = rounds;
        this.requests = requests;
    }

    void run() throws IOException, InterruptedException {
        try (RulesService full = new RulesService();
                RulesService empty = new RulesService()) {
            long begin = System.nanoTime();
            full.add(0, rules, this::document);
            double adding = (System.nanoTime() - begin) / 1e9;
            // All have a state and a last value, as rules have that were at work.
            full.publish(events());
            if (full.firings() > 0) {
                throw new IllegalStateException("void: a rule became active");
            }
            starts(full, empty);
            System.out.printf(
                    Locale.ROOT,
                    "rules    load    posted in lists in %.1f s, %,.0f rules a second%n",
                    adding,
                    rules / adding);
            one(full, rules, empty);
        }
    }

    /** None of these becomes active with what is read. */
    private Map<String, Object> document(int number) {
        double below = 10 + number / devices;
        return Given.document(number, device(number), below, below + Thresholds.DEAD_BAND);
    }

    private String device(int number) {
        return "device-" + number % devices;
    }

    private List<BusMessage> events() {
        long origin = System.currentTimeMillis() * 1_000_000;
        List<BusMessage> events = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            events.add(Given.event(device(i), origin, WARM));
        }
        return events;
    }

    private void starts(RulesService full, RulesService empty) throws IOException, InterruptedException {
        List<Double> ofFull = new ArrayList<>();
        List<Double> ofEmpty = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ofFull.add(full.restart());
            ofEmpty.add(empty.restart());
        }
        if (full.service().metric("hearth_rules_loaded") != rules) {
            throw new IllegalStateException("void: rules are missing after a start");
        }
        long heap = full.service().heap();
        long bare = empty.service().heap();
        double seconds = median(ofFull);
        System.out.printf(
                Locale.ROOT,
                "rules    load    %,d rules over %,d devices: at work %.2f s after the process began (%.2f to %.2f), %.2f s without rules; heap %.1f MiB, %.1f MiB without, %,d octets a rule%n",
                rules,
                devices,
                seconds,
                ofFull.stream().min(Double::compare).orElseThrow(),
                ofFull.stream().max(Double::compare).orElseThrow(),
                median(ofEmpty),
                heap / 1048576.0,
                bare / 1048576.0,
                (heap - bare) / rules);
    }

    /** In turns, so that both are as warm. */
    private void one(RulesService full, int from, RulesService empty) throws IOException, InterruptedException {
        Histogram toMany = new Histogram(3);
        Histogram toNone = new Histogram(3);
        for (int i = 0; i < WARM_UP + requests; i++) {
            long many = full.addOne(document(from + i));
            long none = empty.addOne(document(i));
            if (i >= WARM_UP) {
                toMany.recordValue(many);
                toNone.recordValue(none);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "rules    load    one rule posted to %,d: p50 %.2f ms  p99 %.2f ms; to none p50 %.2f ms  p99 %.2f ms (request, Redis' disk and all)%n",
                rules,
                toMany.getValueAtPercentile(50) / 1e6,
                toMany.getValueAtPercentile(99) / 1e6,
                toNone.getValueAtPercentile(50) / 1e6,
                toNone.getValueAtPercentile(99) / 1e6);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
