package io.hearth.rules.engine;

import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Selector;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A rule at work, with its watches: one for each device that it is about. Guarded by the evaluator's lock. */
final class WatchedRule {
    private final KnownRule rule;
    private final StateMachine machine;
    private final int firingsPerMinute;
    private Map<String, Watch> watches = Map.of();
    private long firings;
    private long limited;
    private long cooledDown;
    private long lastChange = Long.MIN_VALUE;
    private long lastFiring = Long.MIN_VALUE;
    private String lastError = "";

    WatchedRule(KnownRule rule, int firingsPerMinute) {
        this.rule = rule;
        this.machine = StateMachine.of(rule.rule().delays(), rule.rule().pacing());
        this.firingsPerMinute = firingsPerMinute;
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
        return watches.values();
    }

    Optional<Watch> of(String subject) {
        return Optional.ofNullable(watches.get(subject));
    }

    /** Most rules are about one device: they have no map of their own. */
    void add(Watch watch) {
        if (watches.isEmpty() && !isGroup()) {
            watches = Collections.singletonMap(watch.subject(), watch);
            return;
        }
        if (watches.isEmpty()) {
            watches = new HashMap<>();
        }
        watches.put(watch.subject(), watch);
    }

    void remove(Watch watch) {
        if (isGroup()) {
            watches.remove(watch.subject());
        } else {
            watches = Map.of();
        }
    }

    void changed(Transition transition, long at) {
        if (transition.changesState()) {
            lastChange = at;
        }
        if (transition.kind().isEmpty()) {
            return;
        }
        if (transition.heldBack().isEmpty()) {
            firings++;
            lastFiring = at;
            return;
        }
        switch (transition.heldBack().get()) {
            case COOL_DOWN -> cooledDown++;
            case LIMITED -> limited++;
            case NOTHING_DONE -> {}
        }
    }

    void failed(RuntimeException why) {
        lastError = String.valueOf(why.getMessage());
    }

    /** Takes over what an earlier form of the rule has counted. */
    void goOn(WatchedRule before) {
        firings = before.firings;
        limited = before.limited;
        cooledDown = before.cooledDown;
        lastChange = before.lastChange;
        lastFiring = before.lastFiring;
    }

    Evaluator.RuleFigures figures() {
        Map<String, Integer> states = new HashMap<>();
        long evaluations = 0;
        for (Watch watch : watches()) {
            states.merge(watch.state().label(), 1, Integer::sum);
            evaluations += watch.evaluations();
        }
        return new Evaluator.RuleFigures(
                watches.size(),
                states,
                evaluations,
                firings,
                limited,
                cooledDown,
                time(lastChange),
                time(lastFiring),
                Optional.of(lastError).filter(error -> !error.isEmpty()));
    }

    private static Optional<java.time.Instant> time(long at) {
        return at == Long.MIN_VALUE ? Optional.empty() : Optional.of(Sample.timeOf(at));
    }
}
