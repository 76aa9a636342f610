package io.hearth.device;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Who is online: {@code hearth.device.online.*}. */
public interface OnlineConfig {
    /** How long nothing may come of a device that says nothing of it itself, until it is taken for offline; 0: never. */
    @WithDefault("0s")
    Duration silence();

    /** How many operating states are told to core-metadata in a second at most; what changes meanwhile is told as it is then. */
    @WithDefault("100")
    int maxPerSecond();

    /** A device is told to be DOWN at the earliest so long after its state was told last; UP is told at once. */
    @WithDefault("1s")
    Duration hold();

    /** When a state is told again that core-metadata took and that does not show. */
    @WithDefault("30s")
    Duration retry();
}
