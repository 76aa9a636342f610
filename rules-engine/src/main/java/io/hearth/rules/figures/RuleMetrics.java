package io.hearth.rules.figures;

import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.rule.KnownRule;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The figures of single rules for Prometheus, made when they are asked for: of as many rules as the setting says under their
 * names, of all others together as {@code other}, a rule of that name among them, with what was counted of rules that are no more.
 */
public final class RuleMetrics extends Collector {
    private static final List<String> RULE = List.of("rule");
    private static final List<String> RULE_AND_OUTCOME = List.of("rule", "outcome");
    private static final String OTHER = "other";

    private final Supplier<Optional<Source>> now;
    private final int labelled;

    /** Where figures come from. */
    public record Source(RuleBook book, Evaluations evaluations, ActionCounts actions) {
        private List<Line> lines(int most) {
            // The name of all others is no rule's: one that is called so is among them.
            return book.all()
                    .filter(rule -> !rule.rule().name().equals(OTHER))
                    .limit(most)
                    .map(this::line)
                    .toList();
        }

        private Line line(KnownRule rule) {
            return new Line(
                    rule.rule().name(), evaluations.of(rule.id()).orElse(Evaluations.NOTHING), actions.of(rule.id()));
        }
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

    private record Line(String rule, Evaluator.RuleFigures evaluated, Acted acted) {}

    @Override
    public List<MetricFamilySamples> collect() {
        Optional<Source> source = now.get();
        List<Line> lines = source.map(from -> from.lines(labelled)).orElse(List.of());
        GaugeMetricFamily active =
                new GaugeMetricFamily("hearth_rule_devices_active", "devices for which a rule is active", RULE);
        lines.forEach(line -> active.addMetric(
                List.of(line.rule()),
                line.evaluated().states().getOrDefault("ACTIVE", 0)
                        + line.evaluated().states().getOrDefault("CLEARING", 0)));
        CounterMetricFamily evaluated =
                new CounterMetricFamily("hearth_rule_evaluations", "how often a rule was evaluated", RULE);
        add(
                evaluated,
                lines,
                line -> line.evaluated().evaluations(),
                source.map(from -> from.evaluations().evaluations()).orElse(0L));
        CounterMetricFamily fired =
                new CounterMetricFamily("hearth_rule_firings", "how often a rule acted", RULE);
        add(
                fired,
                lines,
                line -> line.evaluated().firings(),
                source.map(from -> from.evaluations().firings()).orElse(0L));
        return List.of(
                active,
                evaluated,
                fired,
                acted(lines, source.map(from -> from.actions().all()).orElse(Acted.NOTHING)));
    }

    private static void add(CounterMetricFamily family, List<Line> lines, ToLongFunction<Line> value, long all) {
        lines.forEach(line -> family.addMetric(List.of(line.rule()), value.applyAsLong(line)));
        long labelled = lines.stream().mapToLong(value).sum();
        family.addMetric(List.of(OTHER), Math.max(0, all - labelled));
    }

    private static CounterMetricFamily acted(List<Line> lines, Acted sum) {
        CounterMetricFamily family =
                new CounterMetricFamily("hearth_rule_actions", "what became of a rule's actions", RULE_AND_OUTCOME);
        Acted labelled = Acted.NOTHING;
        List<Line> all = new ArrayList<>(lines);
        for (Line line : lines) {
            labelled = labelled.plus(line.acted());
        }
        all.add(new Line(
                OTHER,
                Evaluations.NOTHING,
                new Acted(
                        Math.max(0, sum.done() - labelled.done()),
                        Math.max(0, sum.failed() - labelled.failed()),
                        Math.max(0, sum.unconfirmed() - labelled.unconfirmed()),
                        sum.lastDone(),
                        sum.lastFailed(),
                        sum.lastError())));
        for (Line line : all) {
            family.addMetric(List.of(line.rule(), "done"), line.acted().done());
            family.addMetric(List.of(line.rule(), "failed"), line.acted().failed());
            family.addMetric(List.of(line.rule(), "unconfirmed"), line.acted().unconfirmed());
        }
        return family;
    }
}
