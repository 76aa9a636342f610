package io.hearth.rules.action;

import java.util.Optional;

/** What keeps actions that wait from being tried for now, though no far end has refused them. Answers from memory, at once. */
@FunctionalInterface
public interface Silencing {
    /** Nothing does. */
    Silencing NONE = any -> Optional.empty();

    /** Why this one is not to be tried now, for people; empty when it may be. */
    Optional<String> of(Intent intent);
}
