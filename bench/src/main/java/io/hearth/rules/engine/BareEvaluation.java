package io.hearth.rules.engine;

import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Selector;
import io.hearth.runtime.bus.BusMessage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The evaluation of rules without bus, store and actions, as benchmarks need it. In this package for what the engine shows nobody else;
 * the only part of bench that knows the engine's inside.
 */
public final class BareEvaluation {
    private final Evaluator evaluator = new Evaluator(
            Clock.systemUTC(),
            EvaluationSettings.DEFAULT,
            selector -> selector instanceof Selector.Device(String name) ? Set.of(name) : Set.of(),
            expression -> values -> Optional.empty());

    /** Adds a rule, or replaces it. */
    public void put(KnownRule rule) {
        evaluator.put(rule);
    }

    /** How many rules there are. */
    public int size() {
        return evaluator.figures().watching();
    }

    /** The readings that a message holds. */
    public static List<Sample> decode(BusMessage message) {
        return switch (EventReader.read(message)) {
            case EventReader.Read.Samples(List<Sample> samples) -> samples;
            case EventReader.Read.Unreadable(String reason) -> throw new IllegalStateException("void: " + reason);
        };
    }

    /** Takes readings as if they had been measured at this time, ns since 1970: one that was taken before counts no more. */
    public void evaluate(List<Sample> readings, long origin, BiConsumer<KnownRule, Boolean> decided) {
        List<Sample> fresh = new ArrayList<>(readings.size());
        for (Sample reading : readings) {
            fresh.add(new Sample(reading.signal(), origin, reading.text(), reading.value(), reading.kind()));
        }
        evaluate(fresh, decided);
    }

    /** Takes readings, and names the rules that became active, and those that no longer are. */
    public void evaluate(List<Sample> readings, BiConsumer<KnownRule, Boolean> decided) {
        Changes changes = new Changes();
        evaluator.evaluate(readings, changes);
        for (Transition transition : changes.transitions()) {
            boolean active = transition.to().isActive();
            if (active != transition.from().isActive()) {
                decided.accept(transition.rule(), active);
            }
        }
    }
}
