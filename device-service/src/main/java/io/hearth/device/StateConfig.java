package io.hearth.device;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the service sets devices DOWN and UP by itself: {@code hearth.device.state.*}. */
public interface StateConfig {
    /** EdgeX's {@code Device.AllowedFails}: after so many failures on end a device is DOWN; 0: never. */
    @WithDefault("0")
    int allowedFails();

    /** EdgeX's {@code Device.DeviceDownTimeout}: how often a device that is DOWN for that is tried again; 0: never. */
    @WithDefault("0s")
    Duration deviceDownTimeout();

    /** How many devices that are DOWN are tried at once. */
    @WithDefault("64")
    int concurrency();
}
