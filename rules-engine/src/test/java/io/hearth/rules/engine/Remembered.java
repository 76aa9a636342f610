package io.hearth.rules.engine;

import io.hearth.rules.rule.SignalKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what the store would keep, as text, so that an evaluator can be dropped and another one go on. */
public final class Remembered {
    private final Map<String, String> states = new HashMap<>();
    private final Map<SignalKey, String> readings = new HashMap<>();
    private final Map<SignalKey, List<String>> windows = new HashMap<>();

    void save(Changes changes) {
        changes.states().forEach((field, state) -> states.put(field, state.text()));
        changes.seen().forEach((signal, sample) -> readings.put(signal, SampleText.write(sample)));
        changes.through().forEach(seen -> windows.computeIfAbsent(seen.sample().signal(), any -> new ArrayList<>())
                .add(SampleText.write(seen.sample())));
    }

    Stored stored(Instant alive) {
        Map<SignalKey, Sample> last = new HashMap<>();
        readings.forEach(
                (signal, text) -> last.put(signal, SampleText.read(signal, text).orElseThrow()));
        return new Stored(Map.copyOf(states), last, Optional.of(alive));
    }

    Map<SignalKey, List<Sample>> windows() {
        Map<SignalKey, List<Sample>> samples = new HashMap<>();
        windows.forEach((signal, texts) -> samples.put(
                signal,
                texts.stream()
                        .map(text -> SampleText.read(signal, text).orElseThrow())
                        .toList()));
        return samples;
    }
}
