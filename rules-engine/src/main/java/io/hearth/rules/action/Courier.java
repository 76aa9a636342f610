package io.hearth.rules.action;

/** Brings an action to where it is carried out, and waits for what becomes of it. */
@FunctionalInterface
public interface Courier {
    /** One attempt. Blocks, for a bounded time. */
    Outcome deliver(Intent intent);

    /** Looks again at one that was {@link Outcome.Unconfirmed}; it must not act again. Blocks, for a bounded time. */
    default Outcome lookAt(Intent intent) {
        return deliver(intent);
    }
}
