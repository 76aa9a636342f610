package io.hearth.rules.engine;

import io.hearth.rules.limit.Zone;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All rules and their state, in memory: readings go in, changes of state come out. It knows no bus and no store. Safe for
 * use by several threads; a rule may come or go between two readings.
 */
public final class Evaluator {
    private final Clock clock;
    private final Duration futureTolerance;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SignalKey, Track> tracks = new HashMap<>();
    private final Map<UUID, Watch> watches = new HashMap<>();
    private long evaluated;
    private long late;
    private long future;
    private int active;

    /**
     * An evaluator without rules.
     *
     * @param futureTolerance how far ahead of this machine's clock a reading may be. What is farther ahead is not taken,
     *     or one wrong clock would make every reading after it a late one
     */
    public Evaluator(Clock clock, Duration futureTolerance) {
        this.clock = clock;
        this.futureTolerance = futureTolerance;
    }

    /** A snapshot of the counters, for the metrics. */
    public record Figures(int watching, int active, long evaluated, long late, long future) {}

    /** A rule's state for one device. */
    public record Status(SignalKey signal, RuleState state, Optional<Sample> last) {}

    /**
     * Begins to watch, or goes on with a changed rule. A rule that is switched off is not watched.
     *
     * @param known the state of a rule that is new here, as it was stored
     * @param last  the newest reading of its signal that was stored, for a signal that is new here
     */
    void put(KnownRule rule, Optional<RuleState> known, Optional<Sample> last) {
        lock.lock();
        try {
            Optional<RuleState> kept = Optional.ofNullable(watches.get(rule.id()))
                    .filter(before -> before.rule().watch().equals(rule.watch()))
                    .map(Watch::state)
                    .or(() -> known);
            Watch watch = new Watch(rule, kept.orElseGet(() -> new RuleState.Unknown(rule.modified())));
            // A signal whose only rule is changed goes on where it was.
            Optional<Sample> latest = Optional.ofNullable(tracks.get(watch.signal()))
                    .flatMap(Track::last)
                    .or(() -> last);
            drop(rule.id());
            if (rule.rule().enabled()) {
                watches.put(rule.id(), watch);
                tracks.computeIfAbsent(watch.signal(), signal -> new Track(latest))
                        .add(watch);
                count(watch.state(), 1);
            }
        } finally {
            lock.unlock();
        }
    }

    /** No longer watches a rule and forgets its state. */
    void remove(UUID id) {
        lock.lock();
        try {
            drop(id);
        } finally {
            lock.unlock();
        }
    }

    private void drop(UUID id) {
        Watch watch = watches.remove(id);
        if (watch == null) {
            return;
        }
        count(watch.state(), -1);
        Track track = tracks.get(watch.signal());
        track.remove(watch);
        if (track.isEmpty()) {
            tracks.remove(watch.signal());
        }
    }

    /** Takes readings in their order and adds to the changes what they bring about. */
    void evaluate(List<Sample> samples, Changes changes) {
        lock.lock();
        try {
            long latest = Sample.originOf(clock.instant().plus(futureTolerance));
            for (Sample sample : samples) {
                Track track = tracks.get(sample.signal());
                if (track != null && isNews(track, sample, latest)) {
                    evaluated++;
                    changes.seen(sample);
                    track.advance(sample, (watch, zone) -> step(watch, zone, sample, changes));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A reading counts once and in order; one delivered again, or too late, changes nothing. */
    private boolean isNews(Track track, Sample sample, long latest) {
        if (sample.origin() > latest) {
            future++;
            return false;
        }
        // A last reading from the future is no measure: the clock it came from, or ours, was set back since.
        boolean isLate = track.last()
                .filter(last -> last.origin() <= latest && sample.origin() <= last.origin())
                .isPresent();
        if (isLate) {
            late++;
        }
        return !isLate;
    }

    private void step(Watch watch, Zone zone, Sample sample, Changes changes) {
        RuleState before = watch.state();
        RuleState next = before.after(zone, sample.time());
        if (next != before) {
            watch.enter(next);
            count(before, -1);
            count(next, 1);
            changes.add(new Transition(
                    watch.rule(),
                    sample.signal().device(),
                    before,
                    next,
                    sample.time(),
                    Optional.of(sample),
                    sample.text(),
                    Map.of(sample.signal(), sample.text()),
                    kind(before, next),
                    Optional.empty()));
        }
    }

    private static Optional<Firing.Kind> kind(RuleState before, RuleState next) {
        if (next.isActive()) {
            return Optional.of(Firing.Kind.RAISED);
        }
        return before.isActive() ? Optional.of(Firing.Kind.CLEARED) : Optional.empty();
    }

    private void count(RuleState state, int by) {
        active += switch (state) {
            case RuleState.Active _ -> by;
            case RuleState.Normal _, RuleState.Unknown _ -> 0;
        };
    }

    /** Whether a rule watches, in the form that this names. */
    boolean watches(UUID id, String watch) {
        lock.lock();
        try {
            Watch watching = watches.get(id);
            return watching != null && watching.rule().watch().equals(watch);
        } finally {
            lock.unlock();
        }
    }

    /** The state of a rule; empty for one that is not watched. */
    Optional<Status> status(UUID id) {
        lock.lock();
        try {
            return Optional.ofNullable(watches.get(id))
                    .map(watch -> new Status(
                            watch.signal(),
                            watch.state(),
                            tracks.get(watch.signal()).last()));
        } finally {
            lock.unlock();
        }
    }

    Figures figures() {
        lock.lock();
        try {
            return new Figures(watches.size(), active, evaluated, late, future);
        } finally {
            lock.unlock();
        }
    }
}
