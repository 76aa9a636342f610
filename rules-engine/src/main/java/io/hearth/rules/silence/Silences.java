package io.hearth.rules.silence;

import io.hearth.rules.device.Subjects;
import io.hearth.rules.rule.KnownRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All silences. They begin and end by this machine's clock, also while the service is away. A change is stored first and then
 * takes effect.
 */
public final class Silences {
    private final SilenceStore store;
    private final SilenceConfig config;
    private final Subjects subjects;
    private final Clock clock;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<UUID, Silence> byId = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();
    private volatile boolean loaded;
    private volatile String revision = "";

    /** None yet; {@link #load} brings those that are stored. */
    public Silences(SilenceStore store, SilenceConfig config, Subjects subjects, Clock clock) {
        this.store = store;
        this.config = config;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** Takes up what is stored. Bears repeating: also when another share begins here, what was removed meanwhile is gone. */
    public void load() {
        changing.lock();
        try {
            become(store.revision());
            loaded = true;
        } finally {
            changing.unlock();
        }
    }

    /** What is stored, as of a revision that was read before it. */
    private void become(String as) {
        Map<UUID, Silence> stored = new HashMap<>();
        store.load().forEach(silence -> stored.put(silence.id(), silence));
        byId.putAll(stored);
        byId.keySet().retainAll(stored.keySet());
        revision = as;
    }

    /** Takes up what other replicas have added and removed; nothing before {@link #load}. */
    public void follow() {
        if (!loaded) {
            return;
        }
        changing.lock();
        try {
            String now = store.revision();
            if (!now.equals(revision)) {
                become(now);
            }
        } finally {
            changing.unlock();
        }
    }

    /** Whether what is stored was taken up. */
    public boolean isLoaded() {
        return loaded;
    }

    /** The silence that holds for a rule and a device at a time; of several the one that ends last. */
    public Optional<Silence> about(KnownRule rule, String subject, Instant now) {
        return about(rule.rule().name(), rule.rule().labels(), subject, now);
    }

    /** The silence that holds for a rule of this name with these labels, and a device. */
    public Optional<Silence> about(String rule, List<String> labels, String subject, Instant now) {
        if (byId.isEmpty()) {
            return Optional.empty();
        }
        return byId.values().stream()
                .filter(silence -> silence.holds(now))
                .filter(silence -> silence.scope().fits(rule, labels, subject, subjects))
                .max(Comparator.comparing(silence -> silence.holdsUntil(now)));
    }

    /** Whether a rule may act for a device now; counts when it may not. */
    public boolean admits(KnownRule rule, String subject) {
        boolean silenced = about(rule, subject, clock.instant()).isPresent();
        if (silenced) {
            refused.increment();
        }
        return !silenced;
    }

    /** What became of new silences. */
    sealed interface Added {
        /** They are stored and hold. */
        record Done() implements Added {}

        /** There are as many as there may be; none was added. */
        record Full(int most) implements Added {}
    }

    Added add(Collection<Silence> silences) {
        changing.lock();
        try {
            if (byId.size() + silences.size() > config.capacity()) {
                forgetOver(Instant.MAX);
            }
            if (byId.size() + silences.size() > config.capacity()) {
                return new Added.Full(config.capacity());
            }
            store.save(silences);
            silences.forEach(silence -> byId.put(silence.id(), silence));
            return new Added.Done();
        } finally {
            changing.unlock();
        }
    }

    /** Ends one; false when there is none of this id. */
    boolean delete(UUID id) {
        changing.lock();
        try {
            follow();
            if (!byId.containsKey(id)) {
                return false;
            }
            store.remove(List.of(id));
            byId.remove(id);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /** Those that begin last in front. */
    public List<Silence> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(Silence::from)
                        .thenComparing(Silence::id)
                        .reversed())
                .toList();
    }

    /** How many hold now. */
    public long holding() {
        Instant now = clock.instant();
        return byId.values().stream().filter(silence -> silence.holds(now)).count();
    }

    /** How many firings did not act because of a silence, since the start. */
    public long refused() {
        return refused.sum();
    }

    Instant now() {
        return clock.instant();
    }

    /** Forgets those that are over for longer than they are kept. */
    public void tick() {
        Instant before = clock.instant().minus(config.kept());
        if (byId.values().stream().anyMatch(silence -> silence.isOver(before))) {
            changing.lock();
            try {
                forgetOver(before);
            } finally {
                changing.unlock();
            }
        }
    }

    /** Those that were over at a time, or at least are now. */
    private void forgetOver(Instant at) {
        Instant by = at.isBefore(clock.instant()) ? at : clock.instant();
        List<UUID> over = byId.values().stream()
                .filter(silence -> silence.isOver(by))
                .map(Silence::id)
                .toList();
        store.remove(over);
        over.forEach(byId::remove);
    }
}
