package io.hearth.rules.engine;

import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.SignalKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Decides anew what was held back. */
record MakingUp(Evaluator evaluator) {
    /** The same now; empty when its rule does not watch any more, or is not as it was then. */
    Optional<Transition> of(Firing firing, Instant now) {
        if (!evaluator.watches(firing.rule().id(), firing.rule().watch())) {
            return Optional.empty();
        }
        return evaluator.status(firing.rule().id()).stream()
                .filter(status -> status.subject().equals(firing.subject()))
                .filter(status -> status.state().isActive() == (firing.kind() != Firing.Kind.CLEARED))
                .findFirst()
                .map(status -> again(firing, status, now));
    }

    private static Transition again(Firing firing, Evaluator.Status status, Instant now) {
        Instant after = status.state().since().plusNanos(1);
        Map<SignalKey, String> readings = new LinkedHashMap<>();
        status.last().forEach(sample -> readings.put(sample.signal(), sample.text()));
        return new Transition(
                firing.rule(),
                firing.subject(),
                status.state(),
                status.state(),
                now.isAfter(after) ? now : after,
                Optional.empty(),
                readings.isEmpty() ? "" : readings.values().iterator().next(),
                readings,
                Optional.of(firing.kind()),
                Optional.empty());
    }
}
