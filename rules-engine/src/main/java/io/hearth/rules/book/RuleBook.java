package io.hearth.rules.book;

import io.hearth.rules.engine.Engine;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.runtime.redis.StoreUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** All rules there are. A change is stored first and then takes effect, so what was answered survives. */
public final class RuleBook {
    private final RuleStore store;
    private final Engine engine;
    private final Clock clock;
    private final int most;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, KnownRule> byName = new ConcurrentHashMap<>();
    private final NavigableMap<Place, KnownRule> inOrder = new ConcurrentSkipListMap<>();

    private record Place(Instant created, String name) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::created).thenComparing(Place::name);

        static Place of(KnownRule rule) {
            return new Place(rule.created(), rule.rule().name());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** What became of a change. */
    public sealed interface Saving {
        /** The rule is stored and at work as it is here. */
        record Saved(KnownRule rule) implements Saving {}

        /** There is a rule of this name already. */
        record NameInUse(String name) implements Saving {}

        /** There is no rule of this name. */
        record NotFound(String name) implements Saving {}

        /** There are as many rules as there may be. */
        record Full(int most) implements Saving {}
    }

    /** An empty book for at most so many rules. */
    public RuleBook(RuleStore store, Engine engine, Clock clock, int most) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
        this.most = most;
    }

    /** Takes up what is stored, and lets the engine begin. */
    public void load() {
        List<KnownRule> rules = store.load();
        rules.forEach(this::enter);
        engine.load(rules);
    }

    /** Adds new rules; the answers are in the order of the rules. */
    public List<Saving> add(List<Rule> rules) {
        return save(rules, this::first);
    }

    /** Replaces rules by their name; the answers are in the order of the rules. */
    public List<Saving> change(List<Rule> rules) {
        return save(rules, this::next);
    }

    /** Decides what to save: sees the rules as they are after those before it in the same request. */
    @FunctionalInterface
    private interface Decision {
        Saving about(Rule rule, Optional<KnownRule> known, int rulesThen);
    }

    private Saving first(Rule rule, Optional<KnownRule> known, int rulesThen) {
        if (known.isPresent()) {
            return new Saving.NameInUse(rule.name());
        }
        return rulesThen >= most
                ? new Saving.Full(most)
                : new Saving.Saved(KnownRule.first(UUID.randomUUID(), rule, now()));
    }

    private Saving next(Rule rule, Optional<KnownRule> known, int rulesThen) {
        return known.<Saving>map(before -> new Saving.Saved(before.changedTo(rule, now())))
                .orElseGet(() -> new Saving.NotFound(rule.name()));
    }

    private List<Saving> save(List<Rule> rules, Decision decision) {
        requireLoaded();
        changing.lock();
        try {
            List<Saving> answers = new ArrayList<>(rules.size());
            Map<String, KnownRule> saved = new HashMap<>();
            int added = 0;
            for (Rule rule : rules) {
                Optional<KnownRule> known =
                        Optional.ofNullable(saved.get(rule.name())).or(() -> byName(rule.name()));
                Saving saving = decision.about(rule, known, byName.size() + added);
                if (saving instanceof Saving.Saved(KnownRule kept)) {
                    saved.put(rule.name(), kept);
                    added += known.isPresent() ? 0 : 1;
                }
                answers.add(saving);
            }
            store.save(saved.values());
            saved.values().forEach(rule -> {
                enter(rule);
                engine.put(rule);
            });
            return answers;
        } finally {
            changing.unlock();
        }
    }

    private void enter(KnownRule rule) {
        byName.put(rule.rule().name(), rule);
        inOrder.put(Place.of(rule), rule);
    }

    /** Removes a rule; false when there is none of this name. */
    public boolean delete(String name) {
        requireLoaded();
        changing.lock();
        try {
            KnownRule rule = byName.get(name);
            if (rule == null) {
                return false;
            }
            store.delete(name);
            byName.remove(name);
            inOrder.remove(Place.of(rule));
            engine.remove(rule);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /** The rule of this name. */
    public Optional<KnownRule> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All rules, those made first in front. */
    public Stream<KnownRule> all() {
        return inOrder.values().stream();
    }

    /** How many rules there are. */
    public int size() {
        return byName.size();
    }

    /** Before the stored rules are there, nobody can say whether there is a rule of some name. */
    public void requireLoaded() {
        if (!engine.isReady()) {
            throw new StoreUnavailable("the rules are not loaded yet", null);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
