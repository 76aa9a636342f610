package io.hearth.coredata.telemetry;

import io.hearth.runtime.telemetry.TelemetryInterval;
import io.smallrye.config.WithDefault;

/** EdgeX's {@code Writable.Telemetry}, which can change while the service runs: {@code hearth.data.telemetry.*}. */
public interface TelemetryConfig extends TelemetryInterval {
    /** Whether the number of events that were stored is published. */
    @WithDefault("false")
    boolean eventsPersisted();

    /** Whether the number of readings that were stored is published. */
    @WithDefault("false")
    boolean readingsPersisted();
}
