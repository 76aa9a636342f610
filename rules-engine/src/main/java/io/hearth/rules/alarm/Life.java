package io.hearth.rules.alarm;

import java.time.Instant;

/**
 * How far an alarm has come: whether what raised it still holds (OPC UA Part 9, ActiveState), and whether a person has
 * taken note (AckedState). It is to be seen (Retain) until both is over. What is not legal in a state is not there.
 */
public sealed interface Life {
    /** When it was raised, by the clock of the readings. */
    Instant raised();

    /** What raised it holds, and nobody has taken note. */
    record Raised(Instant raised) implements Life {
        Acknowledged acknowledge() {
            return new Acknowledged(raised);
        }

        Returned end(Instant at) {
            return new Returned(raised, at);
        }
    }

    /** What raised it holds, and somebody has taken note. */
    record Acknowledged(Instant raised) implements Life {
        Settled end(Instant at, Instant now) {
            return new Settled(raised, at, now);
        }
    }

    /** What raised it is over since {@code ended}, and nobody has taken note. */
    record Returned(Instant raised, Instant ended) implements Life {
        Settled acknowledge(Instant now) {
            return new Settled(raised, ended, now);
        }
    }

    /** It is over, and was taken note of; {@code settled} is since when, by this machine's clock. */
    record Settled(Instant raised, Instant ended, Instant settled) implements Life {}
}
