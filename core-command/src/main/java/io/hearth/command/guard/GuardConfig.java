package io.hearth.command.guard;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of holds and protections; how a device is protected is in its profile. */
public interface GuardConfig {
    /** How long a person's command keeps those of rules from the same resources; 0s for not at all. */
    @WithDefault("15m")
    Duration hold();

    /** The longest hold that a person may ask for; {@link #hold} holds as it is, also when it is longer. */
    @WithDefault("24h")
    Duration maxHold();

    /** For how many holds it is remembered how long they have left whatever becomes of the clock. */
    @WithDefault("10000")
    int maxTimedHolds();

    /** How long a command waits to hear who holds its device; then it goes on, as if nobody did. */
    @WithDefault("500ms")
    Duration patience();

    /** How long it is remembered when an actuator was switched; then its next command is as its first. */
    @WithDefault("720h")
    Duration remembered();
}
