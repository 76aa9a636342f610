package io.hearth.rules.action;

import java.time.Instant;

/**
 * Hears what became of actions, after that is stored. A process that dies in between has told nobody: after the next start the
 * action is done again under its id, and told then. Called by the threads that do actions; must not block for long.
 */
public interface ActionListener {
    /** It is done, and proved where the rule asks for proof. */
    void done(Intent intent, Instant at);

    /** It was given up. */
    void failed(FailedAction failed);

    /**
     * The device has taken it and does not show it. With a proof that the rule asks for, this is its end; where core-command
     * reads back, it is looked at on, and {@link #done} or {@link #failed} follows. May come again after a restart.
     */
    void unconfirmed(Intent intent, String reason);
}
