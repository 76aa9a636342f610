package io.hearth.coredata.telemetry;

import io.hearth.coredata.CoreData;
import io.hearth.coredata.DataConfig;
import io.hearth.coredata.DataMetrics;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.telemetry.Telemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** EdgeX's metrics of core-data: {@code EventsPersisted} and {@code ReadingsPersisted}. An event that was there already counts once. */
@Singleton
class DataTelemetry {
    private final Telemetry telemetry;

    DataTelemetry(Bus bus, LiveConfig live, DataMetrics metrics, DataConfig config) {
        TelemetryConfig start = config.telemetry();
        this.telemetry = new Telemetry(bus, live, CoreData.KEY, start.interval())
                .counter("EventsPersisted", start.eventsPersisted(), metrics::eventsStored)
                .counter("ReadingsPersisted", start.readingsPersisted(), metrics::readingsStored);
    }

    void start(@Observes StartupEvent event) {
        telemetry.start();
    }

    void stop(@Observes ShutdownEvent event) {
        telemetry.stop();
    }
}
