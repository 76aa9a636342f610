package io.hearth.device;

import io.hearth.runtime.telemetry.TelemetryInterval;
import io.smallrye.config.WithDefault;

/** EdgeX's {@code Writable.Telemetry}, which can change while the service runs: {@code hearth.device.telemetry.*}. */
public interface TelemetryConfig extends TelemetryInterval {
    /** Whether the number of events that went to the bus is. */
    @WithDefault("false")
    boolean eventsSent();

    /** Whether the number of readings that went to the bus is. */
    @WithDefault("false")
    boolean readingsSent();

    /** Whether the time at which each device was heard of last is. */
    @WithDefault("false")
    boolean lastConnected();
}
