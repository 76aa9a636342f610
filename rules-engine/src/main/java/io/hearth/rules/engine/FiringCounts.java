package io.hearth.rules.engine;

import java.util.Optional;

/** How often a rule has decided to act, and what became of that. Made with its first decision. */
final class FiringCounts {
    private long firings;
    private long limited;
    private long cooledDown;
    private long silenced;
    private long looped;
    private long lastFiring;

    long firings() {
        return firings;
    }

    long limited() {
        return limited;
    }

    long cooledDown() {
        return cooledDown;
    }

    long silenced() {
        return silenced;
    }

    long looped() {
        return looped;
    }

    /** When it acted last, in ns; empty for never. */
    Optional<Long> lastFiring() {
        return firings == 0 ? Optional.empty() : Optional.of(lastFiring);
    }

    void add(Optional<Transition.HeldBack> heldBack, long at) {
        if (heldBack.isEmpty()) {
            firings++;
            lastFiring = at;
            return;
        }
        switch (heldBack.get()) {
            case COOL_DOWN -> cooledDown++;
            case LIMITED -> limited++;
            case SILENCED -> silenced++;
            case LOOP -> looped++;
            case NOTHING_DONE -> {}
        }
    }
}
