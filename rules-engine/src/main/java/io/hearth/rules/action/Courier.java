package io.hearth.rules.action;

/** Brings an action to where it is carried out, and waits for what becomes of it. */
@FunctionalInterface
public interface Courier {
    /** One attempt. Blocks, for a bounded time. */
    Outcome deliver(Intent intent);
}
