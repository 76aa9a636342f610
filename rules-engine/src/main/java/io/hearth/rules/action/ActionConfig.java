package io.hearth.rules.action;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How actions are done. */
public interface ActionConfig {
    /** How long core-command has to answer one attempt. */
    @WithDefault("10s")
    Duration timeout();

    /** The pause after the first failed attempt; it doubles with each one that follows, with jitter. */
    @WithDefault("200ms")
    Duration firstRetry();

    /** The longest pause between two attempts. */
    @WithDefault("30s")
    Duration longestRetry();

    /** After how many failed attempts an action is given up; 0 for never. */
    @WithDefault("0")
    int maxAttempts();

    /** How many actions may wait; beyond that the oldest one of the device with the most waiting is given up. */
    @WithDefault("100000")
    int capacity();

    /** How many attempts may be under way at once, each of another line: of a device, or of a command set aside. */
    @WithDefault("256")
    int inFlight();

    /** How many of the actions given up last are kept to be looked at. */
    @WithDefault("1000")
    int failedKept();
}
