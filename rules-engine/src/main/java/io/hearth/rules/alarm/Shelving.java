package io.hearth.rules.alarm;

import java.time.Instant;

/** Whether an alarm was put out of sight for a while (OPC UA Part 9, ShelvingState). It goes on all the same. */
public sealed interface Shelving {
    /** In sight. */
    record Unshelved() implements Shelving {}

    /** Out of sight until then; also the next alarm of the same rule and device. */
    record Timed(Instant until) implements Shelving {}

    /** Out of sight until it ends, but not for longer than until then. */
    record OneShot(Instant until) implements Shelving {}

    /** What it is at a time. */
    default Shelving at(Instant now) {
        return switch (this) {
            case Unshelved here -> here;
            case Timed(Instant until) -> now.isBefore(until) ? this : new Unshelved();
            case OneShot(Instant until) -> now.isBefore(until) ? this : new Unshelved();
        };
    }

    /** What is left of it when the alarm ends. */
    default Shelving ended() {
        return switch (this) {
            case Unshelved _, Timed _ -> this;
            case OneShot _ -> new Unshelved();
        };
    }

    /** Whether it is out of sight. */
    default boolean isShelved() {
        return switch (this) {
            case Unshelved _ -> false;
            case Timed _, OneShot _ -> true;
        };
    }
}
