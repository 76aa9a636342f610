package io.hearth.rules.backtest;

import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.SignalRef;
import java.util.Optional;
import java.util.stream.Stream;

/** What a condition looks at, as far as it is recorded. */
final class Signals {
    /** The name under which any report of a device counts. */
    static final String ANY = "";

    private Signals() {}

    static Stream<SignalRef> of(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold -> of(threshold.measure());
            case Condition.MovingThreshold moving -> Stream.concat(of(moving.measure()), of(moving.limit()));
            case Condition.Range range -> of(range.measure());
            case Condition.Equals equals -> of(equals.measure());
            case Condition.Absence(Optional<String> device, Optional<String> resource, var after) ->
                Stream.of(new SignalRef(device, resource.orElse(ANY)));
            case Condition.Within within -> Stream.empty();
            case Condition.Expression expression ->
                expression.variables().values().stream().flatMap(Signals::of);
            case Condition.All all -> all.conditions().stream().flatMap(Signals::of);
            case Condition.Any any -> any.conditions().stream().flatMap(Signals::of);
            case Condition.Held held -> of(held.condition());
        };
    }

    private static Stream<SignalRef> of(Measure measure) {
        return Stream.of(measure.signal());
    }
}
