package io.hearth.rules.why;

import io.hearth.rules.document.Times;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.limit.Zone;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Schedule;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Conditions in words. */
final class ConditionText {
    private ConditionText() {}

    /** What a condition asks of the thing it looks at, as it follows "is" or "is not": {@code below 20}. */
    private static String asked(Condition leaf) {
        return switch (leaf) {
            case Condition.Threshold(Measure _, Limit limit) -> side(limit.side()) + " " + number(limit.at());
            case Condition.MovingThreshold moving ->
                side(moving.side()) + " " + measure(moving.limit()) + offset(moving.offset());
            case Condition.Range range ->
                (range.inside() ? "between " : "outside ") + number(range.low()) + " and " + number(range.high());
            case Condition.Equals(Measure _, boolean equal, Object value) ->
                equal ? plain(value) : "other than " + plain(value);
            case Condition.Within(Schedule schedule) -> "within " + schedule(schedule);
            case Condition.Absence(Optional<String> _, Optional<String> _, var after) ->
                "silent for " + Times.write(after);
            case Condition.Expression(String text, var _) -> "true: " + text;
            case Condition.All(List<Condition> conditions) -> "all of (" + joined(conditions) + ")";
            case Condition.Any(List<Condition> conditions) -> "one of (" + joined(conditions) + ")";
            case Condition.Held(Condition condition, var delays) ->
                asked(condition) + " for " + Times.write(delays.on());
        };
    }

    /** What a condition looks at. */
    private static String what(Condition condition) {
        return switch (condition) {
            case Condition.Threshold(Measure measure, Limit _) -> measure(measure);
            case Condition.MovingThreshold moving -> measure(moving.measure());
            case Condition.Range range -> measure(range.measure());
            case Condition.Equals(Measure measure, boolean _, Object _) -> measure(measure);
            case Condition.Within _ -> "the time";
            case Condition.Absence(Optional<String> device, Optional<String> resource, var _) ->
                device.orElse("the device")
                        + resource.map(name -> " (" + name + ")").orElse("");
            case Condition.Expression _ -> "the expression";
            case Condition.All _, Condition.Any _ -> "the condition";
            case Condition.Held(Condition inner, var _) -> what(inner);
        };
    }

    /** A condition without what is known of it: {@code temperature below 20}. */
    static String of(Condition condition) {
        return switch (condition) {
            case Condition.All _, Condition.Any _, Condition.Expression _ -> asked(condition);
            case Condition.Held(Condition inner, var delays) -> of(inner) + " for " + Times.write(delays.on());
            case Condition.Threshold _,
                    Condition.MovingThreshold _,
                    Condition.Range _,
                    Condition.Equals _,
                    Condition.Within _,
                    Condition.Absence _ -> what(condition) + " " + asked(condition);
        };
    }

    /**
     * Whether a condition holds, and why.
     *
     * @param value what it looks at, as it came; "" when there is none
     * @param holds empty when nobody can say
     */
    static String sentence(Condition condition, String value, Optional<Boolean> holds) {
        String is = holds.map(yes -> yes ? " is " : " is not ").orElse(" is perhaps ");
        return switch (condition) {
            case Condition.Threshold(Measure _, Limit limit)
            when isInBand(limit, value) && holds.orElse(false) ->
                value + " is no longer " + asked(condition) + ", but not past where it is left, " + left(limit);
            case Condition.Threshold _, Condition.MovingThreshold _, Condition.Range _, Condition.Equals _ ->
                value.isEmpty()
                        ? "there is no value of " + what(condition) + " to be held against " + asked(condition)
                        : value + is + asked(condition);
            case Condition.Within _, Condition.Absence _, Condition.Expression _, Condition.All _, Condition.Any _ ->
                what(condition) + is + asked(condition);
            case Condition.Held(Condition inner, var _) -> sentence(inner, value, holds);
        };
    }

    private static boolean isInBand(Limit limit, String value) {
        try {
            return limit.zone(Quantity.of(new BigDecimal(value))) == Zone.BAND;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private static String left(Limit limit) {
        return switch (limit.clearing()) {
            case Limit.Clearing.Same() -> number(limit.at());
            case Limit.Clearing.At(BigDecimal clear) -> number(clear);
            case Limit.Clearing.DeadBand(BigDecimal width) ->
                number(
                        limit.side() == Limit.Side.BELOW
                                ? limit.at().add(width)
                                : limit.at().subtract(width));
        };
    }

    private static String joined(List<Condition> conditions) {
        return conditions.stream().map(ConditionText::of).collect(Collectors.joining("; "));
    }

    private static String measure(Measure measure) {
        String resource = measure.signal().device().map(device -> device + " ").orElse("")
                + measure.signal().resource();
        return measure.window()
                .map(window -> window.function().name().toLowerCase(Locale.ROOT) + " of " + resource + " over "
                        + extent(window.extent()))
                .orElse(resource);
    }

    private static String extent(Window.Extent extent) {
        return switch (extent) {
            case Window.Extent.Lasting(var duration) -> Times.write(duration);
            case Window.Extent.Readings(int count) -> count + " readings";
        };
    }

    private static String schedule(Schedule schedule) {
        return schedule.from() + " to " + schedule.to() + " (" + schedule.zone() + ")";
    }

    private static String side(Limit.Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    private static String offset(BigDecimal offset) {
        if (offset.signum() == 0) {
            return "";
        }
        return (offset.signum() > 0 ? " + " : " - ") + number(offset.abs());
    }

    private static String number(BigDecimal number) {
        return number.toPlainString();
    }

    private static String plain(Object value) {
        return value instanceof BigDecimal number ? number(number) : String.valueOf(value);
    }
}
