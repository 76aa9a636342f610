package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Selector;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conditions that compare a measure with something. */
final class Limits {
    /** Of these a condition has exactly one. */
    static final List<String> KINDS = List.of("above", "below", "between", "outside", "equals", "notEquals");

    /** The limits that may be another measure. */
    static final List<String> MOVABLE = List.of("above", "below");

    static final List<String> FIELDS = List.of(
            "resource",
            "window",
            "above",
            "below",
            "clearBelow",
            "clearAbove",
            "between",
            "outside",
            "equals",
            "notEquals",
            "deadband");
    static final List<String> MOVING = List.of("device", "resource", "window", "offset");

    private final RuleLimits limits;
    private final Measures measures;

    Limits(RuleLimits limits, Measures measures) {
        this.limits = limits;
        this.measures = measures;
    }

    Condition read(Fields when, Scope scope) {
        List<String> kinds = when.present(KINDS);
        if (kinds.isEmpty()) {
            when.name("resource", limits.nameLength());
            throw new InvalidRule("field " + when.path("above") + " or " + when.path("below")
                    + " is missing; allowed is one of " + String.join(", ", KINDS));
        }
        if (kinds.size() > 1) {
            throw new InvalidRule("fields " + shown(when, kinds.getFirst()) + " and " + shown(when, kinds.get(1))
                    + " contradict each other; allowed is one of them");
        }
        Measure measure = measures.read(when, scope);
        String kind = kinds.getFirst();
        return switch (kind) {
            case "above", "below" -> {
                Limit.Side side = kind.equals("above") ? Limit.Side.ABOVE : Limit.Side.BELOW;
                yield when.required(kind, "").isObject()
                        ? moving(when, kind, side, measure, scope)
                        : new Condition.Threshold(measure, limit(when, side));
            }
            case "between", "outside" -> range(when, kind, measure);
            default -> equality(when, kind, measure);
        };
    }

    private static String shown(Fields when, String field) {
        return when.path(field) + " with value "
                + Fields.shown(when.required(field, "").toString());
    }

    private Condition moving(Fields when, String kind, Limit.Side side, Measure measure, Scope scope) {
        refuse(when, kind, List.of("clearBelow", "clearAbove"), "deadband");
        Fields limit = when.object(kind, MOVING);
        Optional<Selector> own =
                limit.optionalName("device", limits.nameLength()).map(Selector.Device::new);
        return new Condition.MovingThreshold(
                measure,
                side,
                measures.read(limit, scope.in(own)),
                limit.number("offset").orElse(BigDecimal.ZERO),
                deadBand(when));
    }

    private static Condition range(Fields when, String kind, Measure measure) {
        refuse(when, kind, List.of("clearBelow", "clearAbove"), "deadband");
        JsonNode ends = when.required(kind, "");
        String allowed = "a list of two numbers, the lower first";
        if (!ends.isArray() || ends.size() != 2) {
            throw Fields.refused(when.path(kind), ends, allowed);
        }
        BigDecimal low = Fields.number(when.path(kind) + "[0]", ends.get(0));
        BigDecimal high = Fields.number(when.path(kind) + "[1]", ends.get(1));
        if (low.compareTo(high) > 0) {
            throw Fields.refused(when.path(kind), ends, allowed);
        }
        return new Condition.Range(measure, kind.equals("between"), low, high, deadBand(when));
    }

    private Condition equality(Fields when, String kind, Measure measure) {
        refuse(when, kind, List.of("clearBelow", "clearAbove", "deadband"), "none of them");
        JsonNode value = when.required(kind, "");
        return new Condition.Equals(
                measure, kind.equals("equals"), PlainValues.scalar(when.path(kind), value, limits.descriptionLength()));
    }

    private static BigDecimal deadBand(Fields when) {
        BigDecimal width = when.number("deadband").orElse(BigDecimal.ZERO);
        if (width.signum() < 0) {
            throw new InvalidRule("field " + when.path("deadband") + " is " + width + ", allowed is 0 or more");
        }
        return width;
    }

    private static void refuse(Fields when, String kind, List<String> fields, String allowed) {
        List<String> present = new ArrayList<>(when.present(fields));
        if (!present.isEmpty()) {
            throw new InvalidRule("field " + shown(when, present.getFirst()) + " does not go with " + when.path(kind)
                    + "; allowed is " + allowed);
        }
    }

    private static Limit limit(Fields when, Limit.Side side) {
        boolean upper = side == Limit.Side.ABOVE;
        String limitField = upper ? "above" : "below";
        String clearField = upper ? "clearBelow" : "clearAbove";
        refuse(when, limitField, List.of(upper ? "clearAbove" : "clearBelow"), clearField);
        BigDecimal at = when.number(limitField).orElseThrow();
        Optional<BigDecimal> clear = when.number(clearField);
        Optional<BigDecimal> deadband = when.number("deadband");
        if (clear.isPresent() && deadband.isPresent()) {
            throw new InvalidRule("fields " + shown(when, clearField) + " and " + shown(when, "deadband")
                    + " say the same; allowed is one of them");
        }
        Limit.Clearing clearing = clear.<Limit.Clearing>map(Limit.Clearing.At::new)
                .or(() -> deadband.map(Limit.Clearing.DeadBand::new))
                .orElseGet(Limit.Clearing.Same::new);
        try {
            return new Limit(side, at, clearing);
        } catch (IllegalArgumentException contradiction) {
            throw new InvalidRule(
                    clear.isPresent()
                            ? "field " + when.path(clearField) + " is " + clear.get() + " and contradicts "
                                    + when.path(limitField) + ", allowed is " + at + (upper ? " or less" : " or more")
                            : "field " + when.path("deadband") + " is "
                                    + deadband.map(BigDecimal::toString).orElse("absent")
                                    + ", allowed is 0 or more, and a limit with its dead band within the range of a"
                                    + " Float64");
        }
    }
}
