package io.hearth.rules.engine;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An evaluator under a clock that a test moves, and the changes of state that come about when it sees something. */
final class Watching {
    private final MovedClock clock = new MovedClock(Given.NOW);
    private final Evaluator evaluator = Given.evaluator(clock);

    MovedClock clock() {
        return clock;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** A rule on the temperature of the living room. */
    static KnownRule below(String limit) {
        return Given.known(Given.rule("cold", Given.below(limit)));
    }

    /** A second one. */
    static KnownRule another(String limit) {
        return Given.known(Given.rule("another", Given.below(limit)));
    }

    void put(KnownRule rule) {
        evaluator.put(rule);
    }

    /** The temperature of the living room in that second. */
    List<String> see(long second, String value) {
        Changes changes = new Changes();
        evaluator.evaluate(List.of(Given.sample(second, Quantity.of(new BigDecimal(value)))), changes);
        return labels(changes);
    }

    /** What a device measured of several resources at one time; what is decided is taken for done. */
    List<String> see(String device, Map<String, String> values, long second) {
        List<Sample> samples = new ArrayList<>();
        new TreeMap<>(values)
                .forEach((resource, value) -> samples.add(new Sample(
                        new SignalKey(device, resource),
                        Given.EPOCH + second * Given.SECOND,
                        value,
                        Quantity.of(new BigDecimal(value)))));
        Changes changes = new Changes();
        evaluator.evaluate(samples, changes);
        changes.transitions().forEach(evaluator::decided);
        return labels(changes);
    }

    /** What is due by now. */
    List<String> pass() {
        Changes changes = new Changes();
        evaluator.advance(clock.instant(), changes);
        return labels(changes);
    }

    static List<String> labels(Changes changes) {
        return changes.transitions().stream()
                .map(transition ->
                        transition.from().label() + ">" + transition.to().label())
                .toList();
    }
}
