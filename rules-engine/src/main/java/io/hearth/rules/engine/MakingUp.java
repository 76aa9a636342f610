package io.hearth.rules.engine;

import io.hearth.rules.rule.Firing;
import java.time.Instant;
import java.util.Optional;

/** Decides anew what was held back. */
record MakingUp(Evaluator evaluator) {
    /** The same now; empty when its rule does not watch any more, or is not as it was then. */
    Optional<Transition> of(Firing firing, Instant now) {
        if (!evaluator.watches(firing.rule().id(), firing.rule().watch())) {
            return Optional.empty();
        }
        return evaluator
                .status(firing.rule().id(), firing.subject())
                .filter(status -> status.state().isActive() == (firing.kind() != Firing.Kind.CLEARED))
                .map(status -> again(firing, status, now));
    }

    private static Transition again(Firing firing, Evaluator.Status status, Instant now) {
        Instant after = status.state().since().plusNanos(1);
        return Transition.of(
                firing.rule(),
                firing.subject(),
                status.state(),
                status.state(),
                now.isAfter(after) ? now : after,
                Optional.empty(),
                status.last(),
                Optional.of(firing.kind()),
                Optional.empty());
    }
}
