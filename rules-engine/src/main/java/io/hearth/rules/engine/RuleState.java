package io.hearth.rules.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * What a rule is in for one device. All times are those of the readings' clock. Which state follows which is said by
 * {@link StateMachine}.
 */
public sealed interface RuleState {
    /** Since when it is in this state. */
    Instant since();

    /** When the state changes by itself, or the rule says again that it is active; empty for never. */
    Optional<Instant> deadline();

    /** The state's name as users see it. */
    String label();

    /** Whether the rule counts as active: it is, or is only leaving, or was when it became unknown. */
    boolean isActive();

    /**
     * Nobody can say whether the condition holds.
     *
     * @param before what it goes on from when values come back, {@link Normal} or {@link Active}; empty when no value was
     *     seen yet. Then the first one decides: a house that is cold when the rule is made must be heated
     */
    record Unknown(Instant since, Optional<RuleState> before) implements RuleState {
        /** No value was seen yet. */
        public Unknown(Instant since) {
            this(since, Optional.empty());
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return "UNKNOWN";
        }

        @Override
        public boolean isActive() {
            return before.filter(RuleState::isActive).isPresent();
        }
    }

    /**
     * The condition does not hold.
     *
     * @param cleared when the rule was active last; empty when it never was
     */
    record Normal(Instant since, Optional<Instant> cleared) implements RuleState {
        /** It has not been active yet. */
        public Normal(Instant since) {
            this(since, Optional.empty());
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return "NORMAL";
        }

        @Override
        public boolean isActive() {
            return false;
        }
    }

    /**
     * The condition holds, not for long enough yet (onDelay), or too soon after the rule was active last (minOff).
     *
     * @param until   when it becomes active
     * @param cleared when the rule was active last; empty when it never was
     */
    record Pending(Instant since, Instant until, Optional<Instant> cleared) implements RuleState {
        @Override
        public Optional<Instant> deadline() {
            return Optional.of(until);
        }

        @Override
        public String label() {
            return "PENDING";
        }

        @Override
        public boolean isActive() {
            return false;
        }
    }

    /**
     * The condition holds.
     *
     * @param raised when the rule became active: before {@code since} when it was leaving and came back
     * @param repeat when it says so again; empty for never
     */
    record Active(Instant since, Instant raised, Optional<Instant> repeat) implements RuleState {
        /** It became active at this time, and says so once. */
        public Active(Instant since) {
            this(since, since, Optional.empty());
        }

        @Override
        public Optional<Instant> deadline() {
            return repeat;
        }

        @Override
        public String label() {
            return "ACTIVE";
        }

        @Override
        public boolean isActive() {
            return true;
        }
    }

    /**
     * The condition no longer holds, not for long enough yet (offDelay), or too soon after the rule became active (minOn).
     *
     * @param until  when it becomes normal
     * @param raised when the rule became active
     */
    record Clearing(Instant since, Instant until, Instant raised) implements RuleState {
        @Override
        public Optional<Instant> deadline() {
            return Optional.of(until);
        }

        @Override
        public String label() {
            return "CLEARING";
        }

        @Override
        public boolean isActive() {
            return true;
        }
    }
}
