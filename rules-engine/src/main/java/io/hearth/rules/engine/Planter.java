package io.hearth.rules.engine;

import io.hearth.rules.limit.Edge;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.SignalKey;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes the conditions of one rule ready for its devices; what does not depend on the device is made once. */
final class Planter {
    private final KnownRule rule;
    private final Signals signals;
    private final Expressions expressions;
    private final long now;
    private final Map<Condition, Object> shared = new IdentityHashMap<>(4);

    Planter(KnownRule rule, Signals signals, Expressions expressions, long now) {
        this.rule = rule;
        this.signals = signals;
        this.expressions = expressions;
        this.now = now;
    }

    Node plant(Watch watch) {
        return plant(rule.rule().when(), watch);
    }

    private Node plant(Condition condition, Watch watch) {
        return switch (condition) {
            case Condition.Threshold threshold ->
                new EdgeNode(watch, source(threshold.measure(), watch), threshold.limit(), false);
            case Condition.MovingThreshold moving ->
                new MovingNode(watch, moving, source(moving.measure(), watch), source(moving.limit(), watch));
            case Condition.Range range -> range(range, watch);
            case Condition.Equals equals -> new EqualsNode(watch, equals, source(equals.measure(), watch));
            case Condition.Absence absence -> {
                SignalKey key = new SignalKey(
                        absence.device().orElse(watch.subject()),
                        absence.resource().orElse(""));
                yield new AbsenceNode(watch, signals.of(key), absence.after(), Sample.originOf(rule.modified()));
            }
            case Condition.Within within -> new WithinNode(within.schedule(), now);
            case Condition.Expression expression -> expression(expression, watch);
            case Condition.All all -> new GroupNode(plant(all.conditions(), watch), false);
            case Condition.Any any -> new GroupNode(plant(any.conditions(), watch), true);
            case Condition.Held held -> new HeldNode(plant(held.condition(), watch), held.delays(), now);
        };
    }

    private List<Node> plant(List<Condition> conditions, Watch watch) {
        return conditions.stream().map(part -> plant(part, watch)).toList();
    }

    private record Ends(Edge low, Edge high) {}

    /** A value is inside when it is out at neither end, and outside when it is at one. */
    private Node range(Condition.Range range, Watch watch) {
        Source source = source(range.measure(), watch);
        Ends ends = once(
                range,
                any -> any.inside()
                        ? new Ends(
                                Edge.leftBelow(any.low(), any.deadBand()), Edge.leftAbove(any.high(), any.deadBand()))
                        : new Ends(
                                Edge.belowRange(any.low(), any.deadBand()),
                                Edge.aboveRange(any.high(), any.deadBand())));
        return new GroupNode(
                List.of(
                        new EdgeNode(watch, source, ends.low(), range.inside()),
                        new EdgeNode(watch, source, ends.high(), range.inside())),
                !range.inside());
    }

    private Node expression(Condition.Expression expression, Watch watch) {
        Expressions.Compiled compiled = once(expression, expressions::compile);
        Map<String, Source> variables = new LinkedHashMap<>();
        expression.variables().forEach((name, measure) -> variables.put(name, source(measure, watch)));
        return new ExpressionNode(watch, compiled, variables);
    }

    @SuppressWarnings("unchecked")
    private <C extends Condition, T> T once(C condition, Function<C, T> make) {
        return (T) shared.computeIfAbsent(condition, any -> make.apply(condition));
    }

    private Source source(Measure measure, Watch watch) {
        Signal signal = signals.of(measure.signal().of(watch.subject()));
        if (measure.window().isEmpty() && rule.rule().staleAfter().isEmpty()) {
            return signal.plain();
        }
        return new Source(
                signal,
                measure.window().map(window -> signals.through(signal, window)).orElseGet(signal::newest),
                rule.rule().staleAfter().map(after -> signal.silence(after, signals.asOf(now))));
    }
}
