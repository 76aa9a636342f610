package io.hearth.device.state;

import io.hearth.contracts.event.Event;
import io.hearth.device.DeviceConfig;
import io.hearth.device.command.Reads;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappedResource;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.online.DurableNotes;
import io.hearth.device.online.OfflineDevices;
import io.hearth.device.online.StatusWord;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.registry.OperatingStates;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Tries devices that failed again, after a while each time, by reading their first readable resource (EdgeX, DeviceDownTimeout). */
@Singleton
class DownDevices {
    private final DeviceConfig config;
    private final DeviceCatalog catalog;
    private final Instance<Reads> reads;
    private final OfflineDevices offline;
    private final DeviceFailures failures;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("down-devices").daemon().factory());
    private final Semaphore atOnce;

    DownDevices(
            DeviceConfig config,
            DeviceCatalog catalog,
            OperatingStates states,
            OfflineDevices offline,
            Instance<Reads> reads) {
        this.offline = offline;
        this.config = config;
        this.catalog = catalog;
        this.reads = reads;
        this.failures = new DeviceFailures(
                config.state().allowedFails(),
                states::set,
                this::later,
                DurableNotes.open(config.dataDir().resolve("failed-devices")));
        this.atOnce = new Semaphore(Math.max(1, config.state().concurrency()));
    }

    @Produces
    @Singleton
    DeviceFailures failures() {
        return failures;
    }

    void start(@Observes StartupEvent event, LastReadings lastReadings) {
        // Also those of a former run, when failures were still counted.
        if (config.state().allowedFails() > 0 || !failures.concerned().isEmpty()) {
            lastReadings.onReport(this::reported);
            catalog.onChange(this::changed);
            failures.concerned().forEach(this::later);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** A last will is not the device's voice. */
    private void reported(Event reported) {
        if (StatusWord.isSignOfLife(catalog.device(reported.deviceName()), reported)) {
            failures.answered(reported.deviceName());
        }
    }

    private void changed(MappingIndex index) {
        failures.keep(index.devices().stream().map(MappedDevice::name).collect(Collectors.toSet()));
        failures.concerned().forEach(name -> index.device(name)
                .ifPresent(device -> failures.told(name, device.device().operatingState())));
    }

    private void later(String device) {
        long pause = config.state().deviceDownTimeout().toMillis();
        if (pause > 0) {
            try {
                timer.schedule(
                        () -> Thread.ofVirtual().name("down-device").start(() -> tryAgain(device)),
                        pause,
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopping) {
                // Nothing is tried any more.
            }
        }
    }

    private void tryAgain(String device) {
        atOnce.acquireUninterruptibly();
        try {
            if (failures.isDown(device) && !offline.isOffline(device) && answers(device)) {
                failures.answered(device);
            }
        } finally {
            atOnce.release();
        }
        if (failures.isDown(device)) {
            later(device);
        }
    }

    /** One that cannot be asked for anything is taken for well, as EdgeX does with one of which nothing can be read. */
    private boolean answers(String device) {
        Optional<MappedDevice> mapped = catalog.device(device);
        Optional<MappedProfile> profile = mapped.flatMap(MappedDevice::profile);
        return profile.isPresent()
                && profile.get().resources().values().stream()
                        .filter(resource -> canBeAskedFor(mapped.get(), resource))
                        .findFirst()
                        .map(first -> reads.get().answers(device, first.name()))
                        .orElse(true);
    }

    /** What is only reported is answered from memory, whether the device is there or not. */
    private static boolean canBeAskedFor(MappedDevice device, MappedResource resource) {
        boolean byEdgexCommand =
                device.commandTopic().isPresent() && resource.topic().isEmpty();
        return resource.canRead() && (resource.request().isPresent() || byEdgexCommand);
    }
}
