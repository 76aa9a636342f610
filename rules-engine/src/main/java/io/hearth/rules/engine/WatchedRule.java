package io.hearth.rules.engine;

import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Selector;
import java.time.Instant;
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
    private Optional<RuleFigures.LastError> lastError = Optional.empty();
    /** By watches that are no more. */
    private long evaluatedBefore;

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
        evaluatedBefore += watch.evaluations();
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

    /** This was decided, and is stored. */
    void decided(Transition transition) {
        counts = counts.or(() -> Optional.of(new FiringCounts()));
        counts.get().add(transition);
    }

    /** It cannot be evaluated; answers whether that is news. */
    boolean failed(Throwable why, Instant at) {
        String text = why.getMessage() == null ? why.toString() : why.getMessage();
        boolean isNews = lastError.filter(before -> before.text().equals(text)).isEmpty();
        lastError = Optional.of(new RuleFigures.LastError(text, at));
        return isNews;
    }

    /** Takes over what an earlier form of the rule has counted. */
    void goOn(WatchedRule before) {
        counts = before.counts;
        lastChange = before.lastChange;
        evaluatedBefore = before.evaluations();
    }

    private long evaluations() {
        return evaluatedBefore
                + watches().stream().mapToLong(Watch::evaluations).sum();
    }

    RuleFigures figures() {
        Map<String, Integer> states = new HashMap<>();
        watches().forEach(watch -> states.merge(watch.state().label(), 1, Integer::sum));
        long evaluations = evaluations();
        return new RuleFigures(
                watches().size(),
                states,
                evaluations,
                evaluations == 0 ? Optional.empty() : newest().map(Sample::timeOf),
                lastChange == Long.MIN_VALUE ? Optional.empty() : Optional.of(Sample.timeOf(lastChange)),
                counts.map(FiringCounts::snapshot).orElse(RuleFigures.Firings.NONE),
                lastError);
    }

    /** When the newest reading of what it watches was measured. */
    private Optional<Long> newest() {
        return watches().stream()
                .flatMap(watch -> watch.last().stream())
                .map(Sample::origin)
                .max(Long::compare);
    }
}
