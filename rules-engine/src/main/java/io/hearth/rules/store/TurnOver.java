package io.hearth.rules.store;

import io.hearth.runtime.redis.StoreUnavailable;

/** Nothing was written: another replica of the rules engine has taken over, and only it writes. */
public final class TurnOver extends StoreUnavailable {
    private static final long serialVersionUID = 1L;

    TurnOver() {
        super("another replica of the rules engine has taken over, and nothing was changed here", null);
    }
}
