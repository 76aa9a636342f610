package io.hearth.rules.engine;

import io.hearth.rules.limit.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an expression makes of several values. */
final class ExpressionNode extends ValueNode {
    private final Expressions.Compiled expression;
    private final Map<String, Source> variables;

    ExpressionNode(Watch watch, Expressions.Compiled expression, Map<String, Source> variables) {
        super(watch, List.copyOf(variables.values()));
        this.expression = expression;
        this.variables = variables;
    }

    @Override
    Truth judge(long at) {
        Map<String, Object> values = HashMap.newHashMap(variables.size());
        // One that is missing is unknown, and the expression may be decided without it.
        variables.forEach((name, source) -> valueOf(source).ifPresent(value -> values.put(name, value)));
        try {
            return expression.evaluate(values).map(Truth::of).orElse(Truth.UNKNOWN);
        } catch (RuntimeException failed) {
            watch().rule().failed(failed, Sample.timeOf(at));
            return Truth.UNKNOWN;
        }
    }

    private static Optional<Object> valueOf(Source source) {
        Optional<Sample> last = source.signal().last();
        if (source.isPlain() && last.isPresent() && last.get().kind() == Sample.Kind.TEXT) {
            return source.isStale()
                    ? Optional.empty()
                    : Optional.of(plain(last.get().text()));
        }
        Quantity value = source.value();
        return value.isNaN() ? Optional.empty() : Optional.of(number(value));
    }

    private static Object plain(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> text;
        };
    }

    private static Object number(Quantity value) {
        return value.isBeyondDoubles() ? value.decimal() : value.approximate();
    }
}
