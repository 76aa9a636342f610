package io.hearth.rules.document;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Schedule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes the condition of one rule. Its subject stands at the top, and where a condition is about another device, that. */
final class ConditionWriter {
    private final Selector subject;

    ConditionWriter(Selector subject) {
        this.subject = subject;
    }

    Map<String, Object> write(Condition condition, Delays delays) {
        Map<String, Object> when = new LinkedHashMap<>();
        switch (subject) {
            case Selector.Device(String name) -> when.put("device", name);
            case Selector.Profile(String name) -> when.put("profile", name);
            case Selector.Label(String label) -> when.put("label", label);
            case Selector.Pattern(String glob) -> when.put("devicePattern", glob);
        }
        // A condition about one device only stands inside, since at the top its device would be the subject.
        if (deviceOf(condition).isPresent()) {
            when.put("all", List.of(nested(condition)));
        } else {
            put(when, condition);
        }
        putDelays(when, delays);
        return when;
    }

    private static Optional<String> deviceOf(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold -> threshold.measure().signal().device();
            case Condition.MovingThreshold moving -> moving.measure().signal().device();
            case Condition.Range range -> range.measure().signal().device();
            case Condition.Equals equals -> equals.measure().signal().device();
            case Condition.Absence absence -> absence.device();
            case Condition.Within within -> Optional.empty();
            case Condition.Expression expression -> Optional.empty();
            case Condition.All all -> Optional.empty();
            case Condition.Any any -> Optional.empty();
            case Condition.Held held -> deviceOf(held.condition());
        };
    }

    private Map<String, Object> nested(Condition condition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        deviceOf(condition).ifPresent(device -> fields.put("device", device));
        put(fields, condition);
        return fields;
    }

    private void put(Map<String, Object> fields, Condition condition) {
        switch (condition) {
            case Condition.Threshold(Measure measure, Limit limit) -> {
                putMeasure(fields, measure);
                putLimit(fields, limit);
            }
            case Condition.MovingThreshold moving -> putMoving(fields, moving);
            case Condition.Range(
                    Measure measure,
                    boolean inside,
                    BigDecimal low,
                    BigDecimal high,
                    BigDecimal deadBand) -> {
                putMeasure(fields, measure);
                fields.put(inside ? "between" : "outside", List.of(low, high));
                putUnlessZero(fields, "deadband", deadBand);
            }
            case Condition.Equals(Measure measure, boolean equal, Object value) -> {
                putMeasure(fields, measure);
                fields.put(equal ? "equals" : "notEquals", value);
            }
            case Condition.Absence absence -> {
                absence.resource().ifPresent(resource -> fields.put("resource", resource));
                fields.put("absent", Times.write(absence.after()));
            }
            case Condition.Within(Schedule schedule) -> fields.put("within", schedule(schedule));
            case Condition.Expression(String text, Map<String, Measure> variables) -> {
                fields.put("expression", text);
                Map<String, Object> values = new LinkedHashMap<>();
                variables.forEach((name, measure) -> values.put(name, variable(measure)));
                fields.put("values", values);
            }
            case Condition.All(List<Condition> conditions) ->
                fields.put("all", conditions.stream().map(this::nested).toList());
            case Condition.Any(List<Condition> conditions) ->
                fields.put("any", conditions.stream().map(this::nested).toList());
            case Condition.Held(Condition held, Delays delays) -> {
                put(fields, held);
                putDelays(fields, delays);
            }
        }
    }

    private static void putLimit(Map<String, Object> fields, Limit limit) {
        boolean upper = limit.side() == Limit.Side.ABOVE;
        fields.put(upper ? "above" : "below", limit.at());
        switch (limit.clearing()) {
            case Limit.Clearing.Same() -> {}
            case Limit.Clearing.At(BigDecimal clear) -> fields.put(upper ? "clearBelow" : "clearAbove", clear);
            case Limit.Clearing.DeadBand(BigDecimal width) -> fields.put("deadband", width);
        }
    }

    private void putMoving(Map<String, Object> fields, Condition.MovingThreshold moving) {
        putMeasure(fields, moving.measure());
        Map<String, Object> limit = new LinkedHashMap<>();
        limitDevice(moving).ifPresent(device -> limit.put("device", device));
        putMeasure(limit, moving.limit());
        putUnlessZero(limit, "offset", moving.offset());
        fields.put(moving.side() == Limit.Side.ABOVE ? "above" : "below", limit);
        putUnlessZero(fields, "deadband", moving.deadBand());
    }

    /** The limit is of the condition's device unless it names one; the subject has to be named beside another device. */
    private Optional<String> limitDevice(Condition.MovingThreshold moving) {
        Optional<String> other = moving.limit().signal().device();
        boolean ofSubject =
                other.isEmpty() && moving.measure().signal().device().isPresent();
        return ofSubject && subject instanceof Selector.Device(String name) ? Optional.of(name) : other;
    }

    private static Object variable(Measure measure) {
        if (measure.signal().device().isEmpty() && measure.window().isEmpty()) {
            return measure.signal().resource();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        measure.signal().device().ifPresent(device -> fields.put("device", device));
        putMeasure(fields, measure);
        return fields;
    }

    private static void putMeasure(Map<String, Object> fields, Measure measure) {
        fields.put("resource", measure.signal().resource());
        measure.window().ifPresent(window -> {
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("function", window.function().name().toLowerCase(Locale.ROOT));
            switch (window.extent()) {
                case Window.Extent.Lasting(var duration) -> written.put("duration", Times.write(duration));
                case Window.Extent.Readings(int count) -> written.put("readings", count);
            }
            fields.put("window", written);
        });
    }

    static Map<String, Object> schedule(Schedule schedule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "days", schedule.days().stream().sorted().map(Schedules::name).toList());
        fields.put("from", Schedules.text(schedule.from()));
        fields.put("to", Schedules.text(schedule.to()));
        fields.put("timeZone", schedule.zone().getId());
        return fields;
    }

    private static void putDelays(Map<String, Object> fields, Delays delays) {
        if (!delays.on().isZero()) {
            fields.put("onDelay", Times.write(delays.on()));
        }
        if (!delays.off().isZero()) {
            fields.put("offDelay", Times.write(delays.off()));
        }
    }

    private static void putUnlessZero(Map<String, Object> fields, String field, BigDecimal value) {
        if (!value.equals(BigDecimal.ZERO)) {
            fields.put(field, value);
        }
    }
}
