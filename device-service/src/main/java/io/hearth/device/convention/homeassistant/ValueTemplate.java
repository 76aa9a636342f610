package io.hearth.device.convention.homeassistant;

import io.hearth.contracts.value.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value template says, where it is one of the simple forms: a place in the message, with {@code float}, {@code int},
 * {@code round} behind it; or two words for yes and no.
 *
 * @param attributes of the resource: where its readings are in a message
 * @param type       what the value is by the template; absent when it does not say
 */
record ValueTemplate(Map<String, Object> attributes, Optional<ValueType> type) {
    private static final String ALLOWED = " is not understood, allowed are {{ value }}, {{ value_json.a.b }}, "
            + "{{ value_json['a'] }} with | float, | int, | round(n), | is_defined behind it, and "
            + "{% if value_json.a %}x{% else %}y{% endif %}";
    private static final String PATH =
            "value(?:_json((?:\\.[A-Za-z_][A-Za-z0-9_]*|\\[\\s*(?:'[^']*'|\"[^\"]*\"|[0-9]{1,6})\\s*])*))?";
    private static final String FILTER = "\\|\\s*([a-z_]+)\\s*(?:\\(\\s*([^()|{}]*?)\\s*\\))?";
    private static final Pattern VALUE = Pattern.compile("\\{\\{-?\\s*(" + PATH + ")\\s*((?:" + FILTER + "\\s*)*)-?}}");
    private static final Pattern CHOICE = Pattern.compile("\\{%-?\\s*if\\s+(" + PATH
            + ")\\s*-?%}\\s*([^{}%]*?)\\s*\\{%-?\\s*else\\s*-?%}\\s*([^{}%]*?)\\s*\\{%-?\\s*endif\\s*-?%}");
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|\\[\\s*(?:'([^']*)'|\"([^\"]*)\"|([0-9]+))\\s*]");
    private static final Pattern FILTERS = Pattern.compile(FILTER);
    private static final Pattern DIGITS = Pattern.compile("[0-9]?");
    private static final int LONGEST = 1000;

    /** The payload is the value. */
    static final ValueTemplate WHOLE = new ValueTemplate(Map.of("format", "scalar"), Optional.empty());

    ValueTemplate {
        attributes = Map.copyOf(attributes);
    }

    /** A step of a path: the name of a member, or the number of an element. */
    private record Step(String name, boolean element) {}

    static ValueTemplate of(String setting, String template) throws NotUnderstood {
        String text = template.strip();
        if (text.length() > LONGEST) {
            throw new NotUnderstood(setting + " of " + text.length() + " characters" + ALLOWED);
        }
        Matcher value = VALUE.matcher(text);
        if (value.matches()) {
            boolean json = value.group(1).startsWith("value_json");
            return filtered(setting, text, json, steps(value.group(2)), value.group(3));
        }
        Matcher choice = CHOICE.matcher(text);
        if (choice.matches() && choice.group(1).startsWith("value_json")) {
            return choice(steps(choice.group(2)), choice.group(3), choice.group(4));
        }
        throw new NotUnderstood(setting + " '" + text + "'" + ALLOWED);
    }

    private static List<Step> steps(String path) {
        List<Step> steps = new ArrayList<>();
        if (path != null) {
            Matcher step = STEP.matcher(path);
            while (step.find()) {
                boolean element = step.group(4) != null;
                String name =
                        step.group(1) != null ? step.group(1) : step.group(2) != null ? step.group(2) : step.group(3);
                steps.add(new Step(element ? step.group(4) : name, element));
            }
        }
        return steps;
    }

    private static ValueTemplate filtered(String setting, String text, boolean json, List<Step> steps, String filters)
            throws NotUnderstood {
        String expression = "$number(" + jsonata(setting, steps) + ")";
        boolean computed = false;
        Optional<ValueType> type = Optional.empty();
        Matcher filter = FILTERS.matcher(filters == null ? "" : filters);
        while (filter.find()) {
            String argument = filter.group(2) == null ? "" : filter.group(2);
            switch (filter.group(1)) {
                case "is_defined" -> {}
                case "float" -> type = Optional.of(ValueType.FLOAT64);
                case "int" -> {
                    type = Optional.of(ValueType.INT64);
                    computed = true;
                    expression = "($n := " + expression + "; $n < 0 ? $ceil($n) : $floor($n))";
                }
                case "round" -> {
                    if (!DIGITS.matcher(argument).matches()) {
                        throw new NotUnderstood(setting + " '" + text + "'" + ALLOWED);
                    }
                    type = Optional.of(ValueType.FLOAT64);
                    computed = true;
                    expression = "$round(" + expression + ", " + (argument.isEmpty() ? "0" : argument) + ")";
                }
                default -> throw new NotUnderstood(setting + " '" + text + "'" + ALLOWED);
            }
        }
        if (computed) {
            return new ValueTemplate(Map.of("format", "json", "jsonata", expression), type);
        }
        return json
                ? new ValueTemplate(Map.of("format", "json", "pointer", pointer(steps)), type)
                : new ValueTemplate(WHOLE.attributes, type);
    }

    private static ValueTemplate choice(List<Step> steps, String yes, String no) throws NotUnderstood {
        String expression = "(" + jsonata("value_template", steps) + ") ? " + quoted(yes) + " : " + quoted(no);
        return new ValueTemplate(Map.of("format", "json", "jsonata", expression), Optional.empty());
    }

    private static String pointer(List<Step> steps) {
        StringBuilder pointer = new StringBuilder();
        steps.forEach(step ->
                pointer.append('/').append(step.name().replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    private static String jsonata(String setting, List<Step> steps) throws NotUnderstood {
        StringBuilder path = new StringBuilder("$");
        for (Step step : steps) {
            if (step.name().indexOf('`') >= 0) {
                throw new NotUnderstood(setting + " names '" + step.name() + "', allowed are names without `");
            }
            path.append(step.element() ? "[" + step.name() + "]" : ".`" + step.name() + "`");
        }
        return path.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** These attributes with others. */
    Map<String, Object> with(Map<String, Object> others) {
        Map<String, Object> all = new LinkedHashMap<>(others);
        all.putAll(attributes);
        return all;
    }
}
