package io.hearth.rules.engine;

import io.hearth.rules.device.Subjects;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.rule.Window;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The signals that rules watch, and what is known of them from before a start. Guarded by the evaluator's lock. */
final class Signals {
    private final Map<SignalKey, Signal> signals = new HashMap<>();
    private final Timers timers;
    private final int mostInWindow;
    private final Subjects subjects;
    /** How many signals are watched of devices that are looked after elsewhere; asked without the lock. */
    private final Map<String, Integer> elsewhere = new ConcurrentHashMap<>();

    private Stored stored = Stored.NOTHING;

    Signals(Timers timers, int mostInWindow, Subjects subjects) {
        this.timers = timers;
        this.subjects = subjects;
        this.mostInWindow = mostInWindow;
    }

    /** What signals begin with that are watched for the first time from now on. */
    void remember(Stored known) {
        stored = known;
    }

    /** Until when it is known that no other readings came: after a start, the end of the earlier run. */
    long asOf(long now) {
        return stored.alive().map(Sample::originOf).orElse(now);
    }

    Optional<Signal> find(SignalKey key) {
        return Optional.ofNullable(signals.get(key));
    }

    Signal of(SignalKey key) {
        Signal known = signals.get(key);
        if (known != null) {
            return known;
        }
        Signal signal = new Signal(key, Optional.ofNullable(stored.readings().get(key)), timers);
        signals.put(key, signal);
        if (subjects.isElsewhere(key.device())) {
            elsewhere.merge(key.device(), 1, Integer::sum);
        }
        return signal;
    }

    /** Whether anything is watched of a device that is looked after elsewhere. */
    boolean hears(String device) {
        return elsewhere.containsKey(device);
    }

    Track through(Signal signal, Window window) {
        return signal.through(window, mostInWindow);
    }

    /** The clock was set back to this time. */
    void setBack(long at) {
        signals.values().forEach(signal -> signal.setBack(at));
    }

    /** Forgets those that nobody watches any more. */
    void release(Collection<Signal> left) {
        left.forEach(signal -> {
            if (signal.isUnwatched()) {
                forget(signal.key());
            }
        });
    }

    private void forget(SignalKey key) {
        if (signals.remove(key) != null) {
            elsewhere.computeIfPresent(key.device(), (device, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Those that windows look at. */
    Set<SignalKey> windowed() {
        return signals.values().stream()
                .filter(signal -> !signal.windows().isEmpty())
                .map(Signal::key)
                .collect(Collectors.toSet());
    }

    Set<SignalKey> keys() {
        return Set.copyOf(signals.keySet());
    }
}
