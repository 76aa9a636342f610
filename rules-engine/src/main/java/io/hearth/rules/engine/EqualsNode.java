package io.hearth.rules.engine;

import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Condition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A value is one certain value, or is not: numbers by what they are, all others by their text. */
final class EqualsNode extends ValueNode {
    private final Condition.Equals condition;
    private final Source source;
    private final Optional<Quantity> number;
    private final String text;

    EqualsNode(Watch watch, Condition.Equals condition, Source source) {
        super(watch, List.of(source));
        this.condition = condition;
        this.source = source;
        this.number =
                condition.value() instanceof BigDecimal decimal ? Optional.of(Quantity.of(decimal)) : Optional.empty();
        this.text = condition.value() instanceof BigDecimal decimal
                ? decimal.toPlainString()
                : String.valueOf(condition.value());
    }

    @Override
    Truth judge(long at) {
        if (source.isStale() || source.isPlain() && source.signal().last().isEmpty()) {
            return Truth.UNKNOWN;
        }
        Optional<Sample> last = source.isPlain() ? source.signal().last() : Optional.empty();
        Sample.Kind kind = last.map(Sample::kind).orElse(Sample.Kind.NUMBER);
        return switch (kind) {
            case NONE -> Truth.UNKNOWN;
            case TEXT -> Truth.of(isText(last.orElseThrow().text()) == condition.equal());
            case NUMBER -> isNumber(source.value(), last);
        };
    }

    private Truth isNumber(Quantity value, Optional<Sample> last) {
        if (value.isNaN()) {
            return Truth.UNKNOWN;
        }
        boolean same = number.map(value::equals)
                .orElseGet(() -> text.equals(last.map(Sample::text).orElseGet(value::toString)));
        return Truth.of(same == condition.equal());
    }

    private boolean isText(String value) {
        return condition.value() instanceof Boolean ? text.equalsIgnoreCase(value) : text.equals(value);
    }
}
