package io.hearth.rules.document;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a rule as the document that {@link RuleReader} reads, with its defaults spelled out. */
public final class RuleWriter {
    private RuleWriter() {}

    /** The document as a tree of plain values, its fields in the documented order. */
    public static Map<String, Object> write(Rule rule) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", rule.name());
        document.put("enabled", rule.enabled());
        document.put("description", rule.description());
        document.put("labels", rule.labels());
        document.put("severity", rule.severity().name().toLowerCase(Locale.ROOT));
        document.put("when", when(rule));
        document.put("then", actions(rule.then()));
        document.put("otherwise", actions(rule.otherwise()));
        return document;
    }

    private static Map<String, Object> when(Rule rule) {
        return threshold((Condition.Threshold) rule.when(), ((Selector.Device) rule.subject()).name());
    }

    private static Map<String, Object> threshold(Condition.Threshold threshold, String subject) {
        Limit limit = threshold.limit();
        boolean upper = limit.side() == Limit.Side.ABOVE;
        Map<String, Object> when = new LinkedHashMap<>();
        when.put("device", subject);
        when.put("resource", threshold.measure().signal().resource());
        when.put(upper ? "above" : "below", limit.at());
        switch (limit.clearing()) {
            case Limit.Clearing.Same() -> {}
            case Limit.Clearing.At(var clear) -> when.put(upper ? "clearBelow" : "clearAbove", clear);
            case Limit.Clearing.DeadBand(var width) -> when.put("deadband", width);
        }
        return when;
    }

    private static List<Map<String, Object>> actions(List<Action> actions) {
        return actions.stream().map(RuleWriter::action).toList();
    }

    private static Map<String, Object> action(Action action) {
        return switch (action) {
            case Action.Command command -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("device", command.device().orElseThrow());
                fields.put("command", command.command());
                fields.put("values", command.values());
                yield Map.of("command", fields);
            }
            default -> throw new IllegalArgumentException("not written yet");
        };
    }
}
