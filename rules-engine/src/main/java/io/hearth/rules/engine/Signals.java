package io.hearth.rules.engine;

import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.rule.Window;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The signals that rules watch, and what is known of them from before a start. Guarded by the evaluator's lock. */
final class Signals {
    private final Map<SignalKey, Signal> signals = new HashMap<>();
    private final Timers timers;
    private final int mostInWindow;
    private Stored stored = Stored.NOTHING;

    Signals(Timers timers, int mostInWindow) {
        this.timers = timers;
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
        return signal;
    }

    Track through(Signal signal, Window window) {
        return signal.through(window, mostInWindow);
    }

    /** Forgets those that nobody watches any more. */
    void release(Collection<Signal> left) {
        left.forEach(signal -> {
            if (signal.isUnwatched()) {
                signals.remove(signal.key());
            }
        });
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
