package io.hearth.command.confirm;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of confirmation by read-back. */
public interface ConfirmConfig {
    /** How long a device may take to show what was set. */
    @WithDefault("5s")
    Duration timeout();

    /** The pause between two looks at the device. */
    @WithDefault("200ms")
    Duration interval();
}
