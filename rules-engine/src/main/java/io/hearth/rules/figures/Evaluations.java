package io.hearth.rules.figures;

import java.util.Optional;
import java.util.UUID;

/** Who counts what becomes of rules while they are evaluated. */
public interface Evaluations {
    /** What was counted of a rule; empty for one that is not watched. */
    Optional<Evaluated> of(UUID rule);

    /** How often any rule was evaluated, also those that are no more. */
    long evaluations();

    /** How often any rule decided to act. */
    long firings();
}
