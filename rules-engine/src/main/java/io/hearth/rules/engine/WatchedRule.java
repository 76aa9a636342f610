package io.hearth.rules.engine;

import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Selector;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rule at work, with its watches: one for each device that it is about. Guarded by the evaluator's lock. */
final class WatchedRule {
    private final KnownRule rule;
    private final StateMachine machine;
    private final int firingsPerMinute;
    /** The one watch of a rule about one device, as most are; null while there is none. */
    private Watch only;

    private final Map<String, Watch> watches;
    private long lastChange = Long.MIN_VALUE;
    private Optional<FiringCounts> counts = Optional.empty();
    private String lastError = "";

    WatchedRule(KnownRule rule, int firingsPerMinute) {
        this.rule = rule;
        this.machine = StateMachine.of(rule.rule().delays(), rule.rule().pacing());
        this.firingsPerMinute = firingsPerMinute;
        this.watches = isGroup() ? new HashMap<>() : Map.of();
    }

    KnownRule rule() {
        return rule;
    }

    StateMachine machine() {
        return machine;
    }

    int firingsPerMinute() {
        return firingsPerMinute;
    }

    boolean isGroup() {
        return switch (rule.rule().subject()) {
            case Selector.Device _ -> false;
            case Selector.Profile _, Selector.Label _, Selector.Pattern _ -> true;
        };
    }

    Collection<Watch> watches() {
        return only == null ? watches.values() : List.of(only);
    }

    Optional<Watch> of(String subject) {
        return isGroup()
                ? Optional.ofNullable(watches.get(subject))
                : Optional.ofNullable(only).filter(watch -> watch.subject().equals(subject));
    }

    void add(Watch watch) {
        if (isGroup()) {
            watches.put(watch.subject(), watch);
        } else {
            only = watch;
        }
    }

    void remove(Watch watch) {
        if (isGroup()) {
            watches.remove(watch.subject());
        } else {
            only = null;
        }
    }

    void changed(Transition transition, long at) {
        if (transition.changesState()) {
            lastChange = at;
        }
    }

    /** Counts a decision, once it is known whether it is done. */
    void count(Transition decided) {
        counts = counts.or(() -> Optional.of(new FiringCounts()));
        counts.get().add(decided.heldBack(), Sample.originOf(decided.at()));
    }

    /** It cannot be evaluated; answers whether that is news. */
    boolean failed(Throwable why) {
        String before = lastError;
        lastError = why.getMessage() == null ? why.toString() : why.getMessage();
        return !before.equals(lastError);
    }

    /** Takes over what an earlier form of the rule has counted. */
    void goOn(WatchedRule before) {
        counts = before.counts;
        lastChange = before.lastChange;
    }

    Evaluator.RuleFigures figures() {
        Map<String, Integer> states = new HashMap<>();
        long evaluations = 0;
        for (Watch watch : watches()) {
            states.merge(watch.state().label(), 1, Integer::sum);
            evaluations += watch.evaluations();
        }
        return new Evaluator.RuleFigures(
                watches().size(),
                states,
                evaluations,
                counts.map(FiringCounts::firings).orElse(0L),
                counts.map(FiringCounts::limited).orElse(0L),
                counts.map(FiringCounts::cooledDown).orElse(0L),
                counts.map(FiringCounts::silenced).orElse(0L),
                counts.map(FiringCounts::looped).orElse(0L),
                lastChange == Long.MIN_VALUE ? Optional.empty() : Optional.of(Sample.timeOf(lastChange)),
                counts.flatMap(FiringCounts::lastFiring).map(Sample::timeOf),
                Optional.of(lastError).filter(error -> !error.isEmpty()));
    }
}
