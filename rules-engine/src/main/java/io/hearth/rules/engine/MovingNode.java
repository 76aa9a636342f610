package io.hearth.rules.engine;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Condition;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;

/** A value against another one, with a memory. */
final class MovingNode extends ValueNode {
    private final Condition.MovingThreshold condition;
    private final Source value;
    private final Source limit;
    private boolean beyond;

    MovingNode(Watch watch, Condition.MovingThreshold condition, Source value, Source limit) {
        super(watch, List.of(value, limit));
        this.condition = condition;
        this.value = value;
        this.limit = limit;
    }

    @Override
    Truth judge(long at) {
        Quantity now = value.value();
        Quantity than = limit.value();
        if (now.isNaN() || than.isNaN()) {
            return Truth.UNKNOWN;
        }
        if (than.isFinite()) {
            judge(now, than.decimal().add(condition.offset()));
        } else {
            // No offset and no dead band moves an infinite limit.
            int order = now.compareTo(than);
            beyond = condition.side() == Limit.Side.ABOVE ? order > 0 : order < 0;
        }
        return Truth.of(beyond);
    }

    private void judge(Quantity now, BigDecimal than) {
        boolean upper = condition.side() == Limit.Side.ABOVE;
        if (isPast(now, than, upper)) {
            beyond = true;
        } else if (beyond) {
            BigDecimal width = condition.deadBand();
            beyond = width.signum() != 0 && !isPast(now, upper ? than.subtract(width) : than.add(width), !upper);
        }
    }

    private static boolean isPast(Quantity value, BigDecimal limit, boolean above) {
        int order = value.compareTo(Quantity.of(limit));
        return above ? order > 0 : order < 0;
    }

    @Override
    void remember(List<String> words) {
        words.add(beyond ? "1" : "0");
    }

    @Override
    void recall(Iterator<String> words) {
        beyond = words.hasNext() && words.next().equals("1");
    }
}
