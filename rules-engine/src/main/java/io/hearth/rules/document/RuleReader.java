package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.SignalRef;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads Hearth's rule document, the JSON form of a {@link Rule}. Strict: what it does not know, it refuses. */
public final class RuleReader {
    private static final List<String> RULE =
            List.of("name", "enabled", "description", "labels", "severity", "when", "then", "otherwise");
    private static final List<String> WHEN =
            List.of("device", "resource", "above", "below", "clearAbove", "clearBelow", "deadband");
    private static final List<String> ACTION = List.of("command");
    private static final List<String> COMMAND = List.of("device", "command", "values");
    private static final String SEVERITIES = Arrays.stream(Severity.values())
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private final RuleLimits limits;

    /** A reader that keeps these bounds. */
    public RuleReader(RuleLimits limits) {
        this.limits = limits;
    }

    /**
     * The rule that a document says.
     *
     * @param document read with exact decimals, so that {@code 23.50} stays what it is
     * @throws InvalidRule when it says none
     */
    public Rule read(JsonNode document) {
        Fields fields = Fields.of("", document, RULE);
        String name = fields.name("name", limits.nameLength());
        Condition when = condition(fields.required("when", "an object with " + String.join(", ", WHEN)));
        List<Action> then = actions(fields, "then");
        List<Action> otherwise = actions(fields, "otherwise");
        if (then.isEmpty() && otherwise.isEmpty()) {
            throw new InvalidRule("field then is missing or empty; allowed is a list of at least one action, unless"
                    + " otherwise has one");
        }
        return new Rule(
                name,
                fields.flag("enabled").orElse(true),
                fields.text("description", limits.descriptionLength()).orElse(""),
                fields.names("labels", limits.labels(), limits.nameLength()),
                severity(fields),
                true,
                new Selector.Device(fields.required("when", "").path("device").textValue()),
                when,
                Delays.NONE,
                Optional.empty(),
                Pacing.NONE,
                then,
                otherwise);
    }

    private static Severity severity(Fields fields) {
        if (!fields.has("severity")) {
            return Severity.WARNING;
        }
        JsonNode value = fields.required("severity", SEVERITIES);
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().toLowerCase(Locale.ROOT).equals(value.textValue()))
                .findFirst()
                .orElseThrow(() -> Fields.refused("severity", value, "one of " + SEVERITIES));
    }

    private Condition condition(JsonNode node) {
        Fields when = Fields.of("when", node, WHEN);
        when.name("device", limits.nameLength());
        SignalRef signal = SignalRef.ofSubject(when.name("resource", limits.nameLength()));
        Optional<BigDecimal> above = when.number("above");
        Optional<BigDecimal> below = when.number("below");
        if (above.isPresent() == below.isPresent()) {
            throw new InvalidRule(
                    above.isPresent()
                            ? "fields when.above with value " + above.get() + " and when.below with value "
                                    + below.get() + " contradict each other; allowed is one of them"
                            : "field when.above or when.below is missing; allowed is one of them, with a number");
        }
        return new Condition.Threshold(
                Measure.of(signal),
                above.isPresent()
                        ? limit(when, Limit.Side.ABOVE, above.get())
                        : limit(when, Limit.Side.BELOW, below.get()));
    }

    private static Limit limit(Fields when, Limit.Side side, BigDecimal at) {
        boolean upper = side == Limit.Side.ABOVE;
        String limitField = upper ? "above" : "below";
        String clearField = upper ? "clearBelow" : "clearAbove";
        String otherField = upper ? "clearAbove" : "clearBelow";
        if (when.has(otherField)) {
            throw new InvalidRule("field when." + otherField + " with value "
                    + when.number(otherField).orElseThrow() + " does not go with when." + limitField
                    + "; allowed is when." + clearField);
        }
        Optional<BigDecimal> clear = when.number(clearField);
        Optional<BigDecimal> deadband = when.number("deadband");
        if (clear.isPresent() && deadband.isPresent()) {
            throw new InvalidRule("fields when." + clearField + " with value " + clear.get()
                    + " and when.deadband with value " + deadband.get() + " say the same; allowed is one of them");
        }
        return build(side, at, limitField, clearField, clear, deadband);
    }

    private static Limit build(
            Limit.Side side,
            BigDecimal at,
            String limitField,
            String clearField,
            Optional<BigDecimal> clear,
            Optional<BigDecimal> deadband) {
        Limit.Clearing clearing = clear.<Limit.Clearing>map(Limit.Clearing.At::new)
                .or(() -> deadband.map(Limit.Clearing.DeadBand::new))
                .orElseGet(Limit.Clearing.Same::new);
        try {
            return new Limit(side, at, clearing);
        } catch (IllegalArgumentException contradiction) {
            String allowed = side == Limit.Side.ABOVE ? " or less" : " or more";
            throw new InvalidRule(
                    clear.isPresent()
                            ? "field when." + clearField + " is " + clear.get() + " and contradicts when." + limitField
                                    + ", allowed is " + at + allowed
                            : "field when.deadband is "
                                    + deadband.map(BigDecimal::toString).orElse("absent")
                                    + ", allowed is 0 or more, and a limit with its dead band within the range of a"
                                    + " Float64");
        }
    }

    private List<Action> actions(Fields fields, String field) {
        List<Action> actions = new ArrayList<>();
        for (JsonNode item : fields.list(field, limits.actions(), "actions")) {
            actions.add(action(field + "[" + actions.size() + "]", item));
        }
        return actions;
    }

    private Action action(String path, JsonNode node) {
        Fields action = Fields.of(path, node, ACTION);
        JsonNode given = action.required("command", "an object with " + String.join(", ", COMMAND));
        Fields command = Fields.of(action.path("command"), given, COMMAND);
        JsonNode values = command.required("values", "an object of resource names and their values");
        return new Action.Command(
                command.name("device", limits.nameLength()),
                command.name("command", limits.nameLength()),
                CommandValues.read(command.path("values"), values, limits));
    }
}
