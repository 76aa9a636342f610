package io.hearth.rules.why;

import io.hearth.rules.engine.Sample;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The single conditions of a rule, each held against the newest values as they are. What depends on more than those, as a
 * window, a dead band that was entered, or time, is left open rather than guessed.
 */
public final class Leaves {
    private final String device;
    private final Map<SignalKey, String> values;

    private Leaves(String device, Map<SignalKey, String> values) {
        this.device = device;
        this.values = values;
    }

    /**
     * The single conditions, in the order of the rule's text.
     *
     * @param device the device that the rule's selector stands for
     * @param last   the newest values of what the rule watches
     */
    public static List<Standing.Leaf> of(Condition condition, String device, List<Sample> last) {
        Map<SignalKey, String> values =
                last.stream().collect(Collectors.toMap(Sample::signal, Sample::text, (older, newer) -> newer));
        return new Leaves(device, values).leaves(condition).toList();
    }

    private Stream<Standing.Leaf> leaves(Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> all) -> all.stream().flatMap(this::leaves);
            case Condition.Any(List<Condition> any) -> any.stream().flatMap(this::leaves);
            case Condition.Held(Condition held, var _) -> leaves(held);
            case Condition.Threshold(Measure measure, Limit limit) ->
                leaf(condition, measure, number(measure).flatMap(value -> passed(limit, value)));
            case Condition.MovingThreshold moving -> leaf(condition, moving.measure(), passed(moving));
            case Condition.Range range -> leaf(condition, range.measure(), within(range));
            case Condition.Equals(Measure measure, boolean equal, Object value) ->
                leaf(condition, measure, value(measure).map(is -> equals(is, value) == equal));
            case Condition.Absence _, Condition.Within _, Condition.Expression _ ->
                Stream.of(new Standing.Leaf(condition, Optional.empty(), ""));
        };
    }

    private Stream<Standing.Leaf> leaf(Condition condition, Measure measure, Optional<Boolean> holds) {
        return Stream.of(new Standing.Leaf(condition, holds, value(measure).orElse("")));
    }

    private static Optional<Boolean> passed(Limit limit, BigDecimal value) {
        return switch (limit.zone(Quantity.of(value))) {
            case BEYOND -> Optional.of(true);
            case BAND -> Optional.empty();
            case CLEAR -> Optional.of(false);
        };
    }

    private Optional<Boolean> passed(Condition.MovingThreshold moving) {
        return moving.deadBand().signum() != 0
                ? Optional.empty()
                : number(moving.measure()).flatMap(value -> number(moving.limit())
                        .map(limit -> value.compareTo(limit.add(moving.offset())))
                        .map(order -> moving.side() == Limit.Side.BELOW ? order < 0 : order > 0));
    }

    private Optional<Boolean> within(Condition.Range range) {
        return range.deadBand().signum() != 0
                ? Optional.empty()
                : number(range.measure())
                        .map(value -> value.compareTo(range.low()) >= 0 && value.compareTo(range.high()) <= 0)
                        .map(inside -> inside == range.inside());
    }

    private static boolean equals(String is, Object wanted) {
        return wanted instanceof BigDecimal number
                ? parse(is).filter(value -> value.compareTo(number) == 0).isPresent()
                : is.equals(String.valueOf(wanted));
    }

    private Optional<String> value(Measure measure) {
        Optional<Window> window = measure.window();
        return window.isPresent()
                ? Optional.empty()
                : Optional.ofNullable(values.get(measure.signal().of(device)));
    }

    private Optional<BigDecimal> number(Measure measure) {
        return value(measure).flatMap(Leaves::parse);
    }

    private static Optional<BigDecimal> parse(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
