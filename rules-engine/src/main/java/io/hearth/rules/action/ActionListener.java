package io.hearth.rules.action;

import java.time.Instant;

/**
 * Hears what became of actions, after that is stored; of one whose process dies in between, it hears nothing. What must not be
 * missed is heard {@link #succeeds before}. Called by the threads that do actions; must not block for long.
 */
public interface ActionListener {
    /**
     * It is done, and leaves the store when this returns. Whoever must remember it stores it here: a process that dies in
     * between does the action again under its id after the next start, and tells of it again; so does one that cannot store it.
     *
     * @throws io.hearth.runtime.redis.StoreUnavailable when it cannot be stored now; whatever else it throws is not told again
     */
    default void succeeds(Intent intent, Instant at) {}

    /** It is done, and proved where the rule asks for proof. */
    void done(Intent intent, Instant at);

    /**
     * It was given up, and leaves the store when this returns. Whoever must remember that stores it here; told again when that
     * cannot be stored now, and by the next start when the process dies in between. Not told of a device that did not obey,
     * which {@link #unconfirmed} tells.
     *
     * @throws io.hearth.runtime.redis.StoreUnavailable when it cannot be stored now; whatever else it throws is not told again
     */
    default void fails(FailedAction failed) {}

    /** It was given up. */
    void failed(FailedAction failed);

    /**
     * The device has taken it and does not show it. With a proof that the rule asks for, this is its end; where core-command
     * reads back, it is looked at on, and {@link #done} or {@link #failed} follows. Told before that is stored, and again
     * after a restart, or when a listener throws that the store is away: that a lock did not obey must not be lost.
     */
    void unconfirmed(Intent intent, String reason);
}
