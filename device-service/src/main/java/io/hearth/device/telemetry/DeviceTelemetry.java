package io.hearth.device.telemetry;

import io.hearth.device.DeviceConfig;
import io.hearth.device.TelemetryConfig;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.online.StatusWord;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.telemetry.Telemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * EdgeX's metrics of a device service: {@code EventsSent}, {@code ReadingsSent} and, for each device that was heard of, {@code
 * LastConnected-<device>} (Unix ns).
 */
@Singleton
class DeviceTelemetry {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final DeviceCatalog catalog;
    private final LastReadings lastReadings;
    private final Map<String, Long> connected = new ConcurrentHashMap<>();
    private final Telemetry telemetry;

    DeviceTelemetry(
            Bus bus,
            LiveConfig live,
            DeviceCatalog catalog,
            LastReadings lastReadings,
            SentEvents sent,
            DeviceConfig config) {
        this.catalog = catalog;
        this.lastReadings = lastReadings;
        TelemetryConfig start = config.telemetry();
        this.telemetry = new Telemetry(bus, live, config.serviceKey().value(), start.interval())
                .counter("EventsSent", start.eventsSent(), sent::events)
                .counter("ReadingsSent", start.readingsSent(), sent::readings)
                .gauges("LastConnected", start.lastConnected(), "device", connected);
    }

    void start(@Observes StartupEvent event) {
        lastReadings.onReport(reported -> {
            if (StatusWord.isSignOfLife(catalog.device(reported.deviceName()), reported)) {
                connected.put(reported.deviceName(), now());
            }
        });
        catalog.onChange(index -> connected
                .keySet()
                .retainAll(index.devices().stream().map(MappedDevice::name).collect(Collectors.toSet())));
        telemetry.start();
    }

    void stop(@Observes ShutdownEvent event) {
        telemetry.stop();
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }
}
