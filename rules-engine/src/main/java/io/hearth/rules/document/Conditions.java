package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Shared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the condition of one rule, and remembers where it read what. */
final class Conditions {
    static final List<String> SEVERAL = List.of("all", "any");
    static final List<String> DELAYS = List.of("onDelay", "offDelay");

    /** Every field that some condition may have. */
    static final List<String> FIELDS = Stream.of(
                    Selectors.FIELDS,
                    Limits.FIELDS,
                    List.of("absent"),
                    SEVERAL,
                    List.of("within", "expression", "values"),
                    DELAYS)
            .flatMap(List::stream)
            .toList();

    /** What a name in an expression may look like, and the words that CEL keeps for itself. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private final RuleLimits limits;
    private final Selectors selectors;
    private final Measures measures;
    private final Schedules schedules;
    private final Places places = new Places();
    private int leaves;

    Conditions(RuleLimits limits, Selectors selectors, Schedules schedules) {
        this.limits = limits;
        this.selectors = selectors;
        this.measures = new Measures(limits);
        this.schedules = schedules;
    }

    Places places() {
        return places;
    }

    /** The whole condition of a rule, without its delays. */
    Condition read(JsonNode when, Selector subject) {
        Fields fields = Fields.of("when", when, FIELDS);
        return condition(fields, new Scope(subject, subject), 1);
    }

    Delays delays(Fields when) {
        return Shared.of(new Delays(
                when.time("onDelay", limits.longestTime()).orElse(Duration.ZERO),
                when.time("offDelay", limits.longestTime()).orElse(Duration.ZERO)));
    }

    private Condition nested(String path, JsonNode node, Scope scope, int depth) {
        Fields fields = Fields.of(path, node, FIELDS);
        Condition condition = condition(fields, scope, depth);
        Delays delays = delays(fields);
        return delays.equals(Delays.NONE) ? condition : places.put(path, new Condition.Held(condition, delays));
    }

    private Condition condition(Fields fields, Scope around, int depth) {
        Scope scope = around.in(selectors.of(fields));
        Kind kind = kind(fields);
        if (kind != Kind.ALL && kind != Kind.ANY && ++leaves > limits.conditions()) {
            throw new InvalidRule("field " + fields.path(kind.field) + " is one condition too many; allowed are "
                    + limits.conditions() + " in a rule");
        }
        Condition condition =
                switch (kind) {
                    case ALL -> new Condition.All(several(fields, "all", scope, depth));
                    case ANY -> new Condition.Any(several(fields, "any", scope, depth));
                    case ABSENT ->
                        new Condition.Absence(
                                scope.device(),
                                fields.optionalName("resource", limits.nameLength()),
                                fields.positiveTime("absent", limits.longestTime()));
                    case WITHIN -> new Condition.Within(schedules.read(fields.object("within", Schedules.FIELDS)));
                    case EXPRESSION -> expression(fields, scope);
                    case LIMIT -> new Limits(limits, measures).read(fields, scope);
                };
        return places.put(fields.path(), condition);
    }

    private List<Condition> several(Fields fields, String field, Scope scope, int depth) {
        if (depth > limits.depth()) {
            throw new InvalidRule(
                    "field " + fields.path(field) + " is nested too deep; allowed are " + limits.depth() + " levels");
        }
        List<JsonNode> items = fields.list(field, limits.conditions(), "conditions");
        if (items.isEmpty()) {
            throw Fields.refused(fields.path(field), fields.required(field, ""), "a list of at least one condition");
        }
        List<Condition> conditions = new ArrayList<>();
        for (JsonNode item : items) {
            conditions.add(nested(fields.path(field) + "[" + conditions.size() + "]", item, scope, depth + 1));
        }
        return conditions;
    }

    private Condition expression(Fields fields, Scope scope) {
        String text = fields.requiredText("expression", limits.descriptionLength());
        String allowed = "an object of 1 to " + limits.conditions() + " names, each with a resource";
        JsonNode values = fields.required("values", allowed);
        if (!values.isObject() || values.isEmpty() || values.size() > limits.conditions()) {
            throw Fields.refused(fields.path("values"), values, allowed);
        }
        Map<String, Measure> variables = new LinkedHashMap<>();
        values.properties().forEach(value -> {
            String path = fields.path("values") + "." + Fields.shown(value.getKey());
            if (!VARIABLE.matcher(value.getKey()).matches() || RESERVED.contains(value.getKey())) {
                throw Fields.refused(
                        path, value.getValue(), "a name of letters, digits and _ that CEL does not keep for itself");
            }
            variables.put(value.getKey(), measures.read(path, value.getValue(), scope));
        });
        return new Condition.Expression(text, variables);
    }

    private enum Kind {
        ALL("all", SEVERAL.subList(0, 1)),
        ANY("any", SEVERAL.subList(1, 2)),
        ABSENT("absent", List.of("absent", "resource")),
        WITHIN("within", List.of("within")),
        EXPRESSION("expression", List.of("expression", "values")),
        LIMIT("resource", Limits.FIELDS);

        private final String field;
        private final List<String> fields;

        Kind(String field, List<String> fields) {
            this.field = field;
            this.fields = fields;
        }
    }

    /** What kind of condition it is; a field that does not go with that is refused. */
    private static Kind kind(Fields fields) {
        Kind kind = Stream.of(Kind.ALL, Kind.ANY, Kind.ABSENT, Kind.WITHIN, Kind.EXPRESSION)
                .filter(one -> fields.has(one.field))
                .findFirst()
                .orElse(Kind.LIMIT);
        List<String> foreign = new ArrayList<>(fields.present(FIELDS));
        foreign.removeAll(kind.fields);
        foreign.removeAll(Selectors.FIELDS);
        foreign.removeAll(DELAYS);
        if (!foreign.isEmpty()) {
            throw new InvalidRule("field " + fields.path(foreign.getFirst()) + " with value "
                    + Fields.shown(fields.required(foreign.getFirst(), "").toString()) + " does not go with "
                    + (kind == Kind.LIMIT ? "a limit" : fields.path(kind.field)) + "; allowed are "
                    + String.join(", ", kind.fields) + ", " + String.join(", ", Selectors.FIELDS) + ", "
                    + String.join(", ", DELAYS));
        }
        return kind;
    }
}
