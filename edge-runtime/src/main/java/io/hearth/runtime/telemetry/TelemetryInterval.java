package io.hearth.runtime.telemetry;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the telemetry settings of all services have: EdgeX's {@code Writable.Telemetry.Interval}. */
public interface TelemetryInterval {
    /** How often metrics are published; 0: never. */
    @WithDefault("30s")
    Duration interval();
}
