package io.hearth.command.group;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of commands to many devices. */
public interface GroupConfig {
    /** How many devices one request may reach; one that would reach more is refused as a whole. */
    @WithDefault("1000")
    int maxDevices();

    /** How many devices of one request are commanded at once. */
    @WithDefault("50")
    int concurrent();

    /** How long a request may take; devices that are not reached by then are told so. */
    @WithDefault("60s")
    Duration timeout();
}
