package io.hearth.rules.action;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt at an action. */
public sealed interface Outcome {
    /** It is done: the device has it, the broker has taken it, the far end has answered that it has it. */
    record Done() implements Outcome {}

    /**
     * Not now; the same attempt may succeed later.
     *
     * @param pause how long to wait at least; empty for as long as any failure is waited for
     */
    record Later(String reason, Optional<Duration> pause) implements Outcome {
        /** Waited for like any failure. */
        public Later(String reason) {
            this(reason, Optional.empty());
        }
    }

    /** Not sent, because of what it is: others to the same device may pass, and this one may later. */
    record Refused(String reason) implements Outcome {}

    /** It was carried out, and the device does not show it yet: nothing need wait for that. */
    record Unconfirmed(String reason) implements Outcome {}

    /**
     * It was carried out, and what proves it is still to come.
     *
     * @param within how long it may take
     */
    record Acted(Duration within) implements Outcome {}

    /** It was carried out, and what would have proved it did not come in time. */
    record Disobeyed(String reason) implements Outcome {}

    /** Never; the same attempt will always fail. */
    record Never(String reason) implements Outcome {}
}
