package io.hearth.rules.engine;

import io.hearth.rules.limit.Limit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules' meaning written down as plainly as can be: every rule looks at every value. */
final class Oracle {
    private enum Is {
        UNKNOWN,
        NORMAL,
        ACTIVE
    }

    private record Entry(Limit limit, Is is) {}

    private final Map<String, Entry> rules = new LinkedHashMap<>();

    void add(String name, Limit limit) {
        rules.put(name, new Entry(limit, Is.UNKNOWN));
    }

    void remove(String name) {
        rules.remove(name);
    }

    /** The transitions that a finite value brings about, as {@code name:STATE}. */
    List<String> see(BigDecimal value) {
        List<String> transitions = new ArrayList<>();
        rules.replaceAll((name, entry) -> {
            Is next = next(entry, value);
            if (next != entry.is()) {
                transitions.add(name + ":" + next);
            }
            return new Entry(entry.limit(), next);
        });
        return transitions;
    }

    private static Is next(Entry entry, BigDecimal value) {
        boolean upper = entry.limit().side() == Limit.Side.ABOVE;
        int toLimit = value.compareTo(entry.limit().at());
        if (upper ? toLimit > 0 : toLimit < 0) {
            return Is.ACTIVE;
        }
        return switch (entry.is()) {
            case UNKNOWN, NORMAL -> Is.NORMAL;
            case ACTIVE -> isLeft(entry.limit(), upper, value) ? Is.NORMAL : Is.ACTIVE;
        };
    }

    private static boolean isLeft(Limit limit, boolean upper, BigDecimal value) {
        return switch (limit.clearing()) {
            case Limit.Clearing.Same() -> true;
            case Limit.Clearing.At(BigDecimal clear) -> upper ? value.compareTo(clear) < 0 : value.compareTo(clear) > 0;
            case Limit.Clearing.DeadBand(BigDecimal width) ->
                upper
                        ? value.compareTo(limit.at().subtract(width)) < 0
                        : value.compareTo(limit.at().add(width)) > 0;
        };
    }
}
