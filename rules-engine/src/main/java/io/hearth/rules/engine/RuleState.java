package io.hearth.rules.engine;

import io.hearth.rules.limit.Zone;
import java.time.Instant;
import java.util.Optional;

/**
 * What a rule is in for one device. Each state knows what a value makes of it; time is that of the readings.
 */
public sealed interface RuleState {
    /** Since when, by the clock of the readings. */
    Instant since();

    /** The state after a value in this zone at this time; the same object when nothing changes. */
    RuleState after(Zone zone, Instant at);

    /** The state's name as users see it. */
    String label();

    /** When the state changes by itself; empty for never. */
    default Optional<Instant> deadline() {
        return Optional.empty();
    }

    /** Whether the rule counts as active. */
    default boolean isActive() {
        return this instanceof Active;
    }

    /** No value was seen yet. The first one decides: a house that is cold when the rule is made must be heated. */
    record Unknown(Instant since) implements RuleState {
        @Override
        public RuleState after(Zone zone, Instant at) {
            return switch (zone) {
                case BEYOND -> new Active(at);
                case BAND, CLEAR -> new Normal(at);
            };
        }

        @Override
        public String label() {
            return "UNKNOWN";
        }
    }

    /** The condition does not hold. */
    record Normal(Instant since) implements RuleState {
        @Override
        public RuleState after(Zone zone, Instant at) {
            return switch (zone) {
                case BEYOND -> new Active(at);
                case BAND, CLEAR -> this;
            };
        }

        @Override
        public String label() {
            return "NORMAL";
        }
    }

    /** The condition holds. */
    record Active(Instant since) implements RuleState {
        @Override
        public RuleState after(Zone zone, Instant at) {
            return switch (zone) {
                case BEYOND, BAND -> this;
                case CLEAR -> new Normal(at);
            };
        }

        @Override
        public String label() {
            return "ACTIVE";
        }
    }
}
