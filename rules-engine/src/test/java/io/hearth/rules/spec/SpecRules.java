package io.hearth.rules.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Schedule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.SignalRef;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads as much of the rule document as the specification of the state machine is written in. */
public final class SpecRules {
    private SpecRules() {}

    /** The rule that a document says. */
    public static Rule read(JsonNode document) {
        JsonNode when = document.get("when");
        Selector subject = when.has("devicePattern")
                ? new Selector.Pattern(when.get("devicePattern").asText())
                : new Selector.Device(when.get("device").asText());
        String device = when.path("device").asText();
        Condition condition = condition(when, device);
        if (document.has("schedule")) {
            condition = new Condition.All(List.of(new Condition.Within(schedule(document.get("schedule"))), condition));
        }
        return new Rule(
                document.get("name").asText(),
                true,
                "",
                List.of(),
                Severity.WARNING,
                true,
                subject,
                condition,
                delays(when),
                duration(document, "staleAfter"),
                new Pacing(
                        duration(document, "coolDown").orElse(Duration.ZERO),
                        duration(document, "reAlarmTime"),
                        duration(document, "minOn").orElse(Duration.ZERO),
                        duration(document, "minOff").orElse(Duration.ZERO)),
                actions(document.get("then")),
                actions(document.get("otherwise")));
    }

    private static List<Action> actions(JsonNode list) {
        List<Action> actions = new ArrayList<>();
        list.forEach(action -> actions.add(new Action.Command(
                "boiler",
                "control",
                Map.of("mode", action.at("/command/values/mode").asText()))));
        return actions;
    }

    private static Condition part(JsonNode node, String device) {
        Condition condition = condition(node, device);
        Delays delays = delays(node);
        return delays.equals(Delays.NONE) ? condition : new Condition.Held(condition, delays);
    }

    private static List<Condition> parts(JsonNode list, String device) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(node -> part(node, device))
                .toList();
    }

    private static Condition condition(JsonNode node, String subject) {
        if (node.has("all")) {
            return new Condition.All(parts(node.get("all"), subject));
        }
        if (node.has("any")) {
            return new Condition.Any(parts(node.get("any"), subject));
        }
        if (node.has("within")) {
            return new Condition.Within(schedule(node.get("within")));
        }
        if (node.has("absent")) {
            return new Condition.Absence(
                    device(node, subject),
                    Optional.ofNullable(node.get("resource")).map(JsonNode::asText),
                    duration(node, "absent").orElseThrow());
        }
        return limit(node, measure(node, subject), subject);
    }

    private static Condition limit(JsonNode node, Measure measure, String subject) {
        BigDecimal deadBand = Optional.ofNullable(node.get("deadband"))
                .map(JsonNode::decimalValue)
                .orElse(BigDecimal.ZERO);
        for (String range : List.of("between", "outside")) {
            if (node.has(range)) {
                JsonNode ends = node.get(range);
                return new Condition.Range(
                        measure,
                        range.equals("between"),
                        ends.get(0).decimalValue(),
                        ends.get(1).decimalValue(),
                        deadBand);
            }
        }
        if (node.has("equals") || node.has("notEquals")) {
            JsonNode value = node.has("equals") ? node.get("equals") : node.get("notEquals");
            Object plain = value.isNumber()
                    ? value.decimalValue()
                    : value.isBoolean() ? (Object) value.booleanValue() : value.asText();
            return new Condition.Equals(measure, node.has("equals"), plain);
        }
        Limit.Side side = node.has("above") ? Limit.Side.ABOVE : Limit.Side.BELOW;
        JsonNode at = node.get(node.has("above") ? "above" : "below");
        if (at.isObject()) {
            BigDecimal offset = Optional.ofNullable(at.get("offset"))
                    .map(JsonNode::decimalValue)
                    .orElse(BigDecimal.ZERO);
            return new Condition.MovingThreshold(measure, side, measure(at, subject), offset, deadBand);
        }
        return new Condition.Threshold(measure, new Limit(side, at.decimalValue(), clearing(node, deadBand)));
    }

    private static Limit.Clearing clearing(JsonNode node, BigDecimal deadBand) {
        if (node.has("clearAbove") || node.has("clearBelow")) {
            return new Limit.Clearing.At(node.get(node.has("clearAbove") ? "clearAbove" : "clearBelow")
                    .decimalValue());
        }
        return node.has("deadband") ? new Limit.Clearing.DeadBand(deadBand) : new Limit.Clearing.Same();
    }

    private static Optional<String> device(JsonNode node, String subject) {
        return Optional.ofNullable(node.get("device")).map(JsonNode::asText).filter(name -> !name.equals(subject));
    }

    private static Measure measure(JsonNode node, String subject) {
        SignalRef signal =
                new SignalRef(device(node, subject), node.get("resource").asText());
        return new Measure(signal, Optional.ofNullable(node.get("window")).map(SpecRules::window));
    }

    private static Window window(JsonNode node) {
        Window.Function function =
                Window.Function.valueOf(node.get("function").asText().toUpperCase(Locale.ROOT));
        return new Window(
                function,
                node.has("readings")
                        ? new Window.Extent.Readings(node.get("readings").intValue())
                        : new Window.Extent.Lasting(duration(node, "duration").orElseThrow()));
    }

    private static Schedule schedule(JsonNode node) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        node.get("days").forEach(day -> {
            String[] ends = day.asText().split("-");
            for (DayOfWeek of = day(ends[0]); ; of = of.plus(1)) {
                days.add(of);
                if (of == day(ends[ends.length - 1])) {
                    return;
                }
            }
        });
        return new Schedule(
                days,
                LocalTime.parse(node.get("from").asText()),
                LocalTime.parse(node.get("to").asText()),
                ZoneId.of(node.path("timeZone").asText("UTC")));
    }

    private static DayOfWeek day(String text) {
        return StreamSupport.stream(EnumSet.allOf(DayOfWeek.class).spliterator(), false)
                .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(text))
                .findFirst()
                .orElseThrow();
    }

    private static Delays delays(JsonNode node) {
        return new Delays(
                duration(node, "onDelay").orElse(Duration.ZERO),
                duration(node, "offDelay").orElse(Duration.ZERO));
    }

    private static Optional<Duration> duration(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field))
                .map(text -> Duration.parse("PT" + text.asText().toUpperCase(Locale.ROOT)));
    }
}
