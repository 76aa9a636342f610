package io.hearth.rules.engine;

import java.time.Instant;
import java.util.Optional;

/** How often something was decided, and what became of that. Made with the first decision. */
final class FiringCounts {
    private long acted;
    private long limited;
    private long cooledDown;
    private long silenced;
    private long looped;
    private Optional<Instant> last = Optional.empty();

    void add(Transition decided) {
        if (decided.heldBack().isEmpty()) {
            acted++;
            last = Optional.of(decided.at());
            return;
        }
        switch (decided.heldBack().get()) {
            case COOL_DOWN -> cooledDown++;
            case LIMITED -> limited++;
            case SILENCED -> silenced++;
            case LOOP -> looped++;
            case NOTHING_DONE -> {}
        }
    }

    RuleFigures.Firings snapshot() {
        return new RuleFigures.Firings(acted, limited, cooledDown, silenced, looped, last);
    }
}
