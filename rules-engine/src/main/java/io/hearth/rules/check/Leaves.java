package io.hearth.rules.check;

import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.SignalRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The conditions of a rule one by one. */
final class Leaves {
    private Leaves() {}

    /** A condition and all those inside of it. */
    static Stream<Condition> each(Condition condition) {
        return switch (condition) {
            case Condition.All all ->
                Stream.concat(Stream.of(all), all.conditions().stream().flatMap(Leaves::each));
            case Condition.Any any ->
                Stream.concat(Stream.of(any), any.conditions().stream().flatMap(Leaves::each));
            case Condition.Held held -> Stream.concat(Stream.of(held), each(held.condition()));
            default -> Stream.of(condition);
        };
    }

    /** What must hold at the same time for a condition to hold, as far as nothing is prolonged. */
    static Stream<Condition> together(Condition condition) {
        return switch (condition) {
            case Condition.All all -> all.conditions().stream().flatMap(Leaves::together);
            case Condition.Held held when held.delays().off().isZero() -> together(held.condition());
            default -> Stream.of(condition);
        };
    }

    /** What a condition looks at by itself, by the field inside of it; the field is empty for the condition's own. */
    static Map<String, Measure> measures(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold -> Map.of("", threshold.measure());
            case Condition.Range range -> Map.of("", range.measure());
            case Condition.Equals equals -> Map.of("", equals.measure());
            case Condition.MovingThreshold moving -> {
                Map<String, Measure> both = new LinkedHashMap<>();
                both.put("", moving.measure());
                both.put(Words.of(moving.side()), moving.limit());
                yield both;
            }
            case Condition.Expression expression -> {
                Map<String, Measure> values = new LinkedHashMap<>();
                expression.variables().forEach((name, measure) -> values.put("values." + name, measure));
                yield values;
            }
            case Condition.Absence absence ->
                absence.resource()
                        .map(resource -> Map.of("", Measure.of(new SignalRef(absence.device(), resource))))
                        .orElse(Map.of());
            case Condition.Within within -> Map.of();
            case Condition.All all -> Map.of();
            case Condition.Any any -> Map.of();
            case Condition.Held held -> Map.of();
        };
    }

    /** The device of an absence that is about no resource. */
    static Optional<Optional<String>> silentDevice(Condition condition) {
        return condition instanceof Condition.Absence absence
                        && absence.resource().isEmpty()
                ? Optional.of(absence.device())
                : Optional.empty();
    }
}
