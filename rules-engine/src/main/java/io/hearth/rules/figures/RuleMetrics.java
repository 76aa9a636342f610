package io.hearth.rules.figures;

import io.hearth.rules.action.Intent;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.RuleFigures;
import io.hearth.rules.rule.KnownRule;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The figures of single rules for Prometheus, made when they are asked for: of as many rules as the setting says under their
 * names, of all others together as {@code other}, a rule of that name among them, with what was counted of rules that are no
 * more. Of times there is no {@code other}.
 */
public final class RuleMetrics extends Collector {
    private static final List<String> RULE = List.of("rule");
    private static final List<String> STATES = List.of("UNKNOWN", "NORMAL", "PENDING", "ACTIVE", "CLEARING");
    private static final String OTHER = "other";

    private final Supplier<Optional<Source>> now;
    private final int labelled;

    /**
     * Where figures come from.
     *
     * @param waiting the actions that wait or are under way
     */
    public record Source(RuleBook book, Evaluations evaluations, ActionTally counts, Supplier<List<Intent>> waiting) {
        /** What became of rules for several shares of the devices, in all; empty when there are none. */
        public static Optional<Source> sum(List<Source> shares) {
            return shares.size() < 2
                    ? shares.stream().findFirst()
                    : Optional.of(new Source(
                            shares.getFirst().book(),
                            Evaluations.sum(
                                    shares.stream().map(Source::evaluations).toList()),
                            ActionTally.sum(shares.stream().map(Source::counts).toList()),
                            () -> shares.stream()
                                    .flatMap(share -> share.waiting().get().stream())
                                    .toList()));
        }

        private Sheet sheet(int most) {
            Map<UUID, Waiting> byRule = Waiting.byRule(waiting.get());
            // The name of all others is no rule's: one that is called so is among them.
            List<Line> lines = book.all()
                    .filter(rule -> !rule.rule().name().equals(OTHER))
                    .limit(most)
                    .map(rule -> line(rule, byRule))
                    .toList();
            long all = byRule.values().stream().mapToLong(Waiting::count).sum();
            return new Sheet(lines, evaluations.all(), counts.all(), all);
        }

        private Line line(KnownRule rule, Map<UUID, Waiting> byRule) {
            return new Line(
                    rule.rule().name(),
                    evaluations.of(rule.id()).orElse(RuleFigures.NOTHING),
                    counts.of(rule.id()),
                    byRule.getOrDefault(rule.id(), Waiting.NONE));
        }
    }

    private record Line(String rule, RuleFigures evaluated, Acted acted, Waiting waiting) {
        long in(String state) {
            return evaluated.states().getOrDefault(state, 0);
        }
    }

    /** The rules under their names, and what was counted of all. */
    private record Sheet(List<Line> lines, Evaluations.All all, Acted acted, long waiting) {
        static final Sheet EMPTY = new Sheet(List.of(), Evaluations.All.NOTHING, Acted.NOTHING, 0);

        /** A figure of each rule under its name, and of all others what is left of that of all. */
        void fill(Row row, ToLongFunction<Line> value, long all) {
            long named = 0;
            for (Line line : lines) {
                long one = value.applyAsLong(line);
                named += one;
                row.add(line.rule(), one);
            }
            row.add(OTHER, Math.max(0, all - named));
        }

        long inAny(String state) {
            return all.states().getOrDefault(state, 0);
        }
    }

    @FunctionalInterface
    private interface Row {
        void add(String rule, double value);
    }

    /**
     * With so many rules under their names.
     *
     * @param now where figures come from; empty while this replica stands by: then there are no rules, and all others are 0
     */
    public RuleMetrics(Supplier<Optional<Source>> now, int labelled) {
        this.now = now;
        this.labelled = labelled;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Sheet sheet = now.get().map(from -> from.sheet(labelled)).orElse(Sheet.EMPTY);
        return List.of(
                devices(sheet),
                active(sheet),
                states(sheet),
                counted(
                        "hearth_rule_evaluations",
                        "how often a rule was held against a reading",
                        sheet,
                        line -> line.evaluated().evaluations(),
                        sheet.all().evaluations()),
                counted(
                        "hearth_rule_firings",
                        "how often a rule decided to act",
                        sheet,
                        line -> line.evaluated().firings().acted(),
                        sheet.all().firings().acted()),
                heldBack(sheet),
                acted(sheet),
                waiting(sheet),
                times(sheet));
    }

    private static MetricFamilySamples devices(Sheet sheet) {
        GaugeMetricFamily family =
                new GaugeMetricFamily("hearth_rule_devices", "devices that a rule is about now", RULE);
        long all = sheet.all().states().values().stream()
                .mapToLong(Integer::longValue)
                .sum();
        sheet.fill(plain(family), line -> line.evaluated().subjects(), all);
        return family;
    }

    private static MetricFamilySamples active(Sheet sheet) {
        GaugeMetricFamily family =
                new GaugeMetricFamily("hearth_rule_devices_active", "devices for which a rule is active", RULE);
        sheet.fill(
                plain(family),
                line -> line.in("ACTIVE") + line.in("CLEARING"),
                sheet.inAny("ACTIVE") + sheet.inAny("CLEARING"));
        return family;
    }

    private static MetricFamilySamples states(Sheet sheet) {
        GaugeMetricFamily family = new GaugeMetricFamily(
                "hearth_rule_states", "devices for which a rule is in a state", List.of("rule", "state"));
        STATES.forEach(state -> sheet.fill(
                (rule, value) -> family.addMetric(List.of(rule, state), value),
                line -> line.in(state),
                sheet.inAny(state)));
        return family;
    }

    private static MetricFamilySamples heldBack(Sheet sheet) {
        CounterMetricFamily family = new CounterMetricFamily(
                "hearth_rule_held_back", "how often a rule was kept from acting", List.of("rule", "reason"));
        Map<String, ToLongFunction<RuleFigures.Firings>> reasons = Map.of(
                "limited", RuleFigures.Firings::limited,
                "cool-down", RuleFigures.Firings::cooledDown,
                "silence", RuleFigures.Firings::silenced,
                "loop", RuleFigures.Firings::looped);
        reasons.forEach((reason, of) -> sheet.fill(
                (rule, value) -> family.addMetric(List.of(rule, reason), value),
                line -> of.applyAsLong(line.evaluated().firings()),
                of.applyAsLong(sheet.all().firings())));
        return family;
    }

    private static MetricFamilySamples acted(Sheet sheet) {
        CounterMetricFamily family = new CounterMetricFamily(
                "hearth_rule_actions", "what became of a rule's actions", List.of("rule", "outcome"));
        Map<String, ToLongFunction<Acted>> outcomes =
                Map.of("done", Acted::done, "failed", Acted::failed, "unconfirmed", Acted::unconfirmed);
        outcomes.forEach((outcome, of) -> sheet.fill(
                (rule, value) -> family.addMetric(List.of(rule, outcome), value),
                line -> of.applyAsLong(line.acted()),
                of.applyAsLong(sheet.acted())));
        return family;
    }

    private static MetricFamilySamples waiting(Sheet sheet) {
        GaugeMetricFamily family =
                new GaugeMetricFamily("hearth_rule_actions_waiting", "actions of a rule that are not done yet", RULE);
        sheet.fill(plain(family), line -> line.waiting().count(), sheet.waiting());
        return family;
    }

    private static MetricFamilySamples times(Sheet sheet) {
        GaugeMetricFamily family = new GaugeMetricFamily(
                "hearth_rule_last_timestamp_seconds",
                "when it was that something became of a rule last, in seconds since 1970",
                List.of("rule", "event"));
        sheet.lines().forEach(line -> times(line)
                .forEach((event, time) -> time.ifPresent(
                        at -> family.addMetric(List.of(line.rule(), event), at.toEpochMilli() / 1_000.0))));
        return family;
    }

    private static Map<String, Optional<Instant>> times(Line line) {
        return Map.of(
                "evaluation", line.evaluated().lastEvaluation(),
                "change", line.evaluated().lastChange(),
                "firing", line.evaluated().firings().last(),
                "error", line.evaluated().lastError().map(RuleFigures.LastError::at),
                "done", line.acted().lastDone(),
                "failed", line.acted().lastFailed(),
                "action-error", line.acted().lastError().map(RuleFigures.LastError::at),
                "waiting", line.waiting().since());
    }

    private static MetricFamilySamples counted(
            String name, String what, Sheet sheet, ToLongFunction<Line> value, long all) {
        CounterMetricFamily family = new CounterMetricFamily(name, what, RULE);
        sheet.fill((rule, one) -> family.addMetric(List.of(rule), one), value, all);
        return family;
    }

    private static Row plain(GaugeMetricFamily family) {
        return (rule, value) -> family.addMetric(List.of(rule), value);
    }
}
