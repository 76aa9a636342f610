package io.hearth.device.registry;

import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.DeviceConfig;
import io.hearth.runtime.bus.Backoff;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/**
 * Sets operating states in core-metadata (EdgeX: PATCH with {@code bypassValidation}), in the background: tried again while
 * core-metadata is away, the last wish for a device only. A device waits here at most once.
 */
@Singleton
public class OperatingStates {
    private static final Logger LOG = Logger.getLogger(OperatingStates.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final DeviceCatalog catalog;
    private final MetadataClient metadata;
    private final Map<String, OperatingState> wanted = new ConcurrentHashMap<>();
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private Thread worker;

    OperatingStates(DeviceCatalog catalog, DeviceConfig config) {
        this.catalog = catalog;
        this.metadata = new MetadataClient(config.metadataUrl(), config.metadataTimeout(), config.maxMetadataBytes());
    }

    void start(@Observes StartupEvent event) {
        worker = Thread.ofVirtual().name("operating-states").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        if (worker != null) {
            worker.interrupt();
        }
        metadata.close();
    }

    /** Sets a device's state soon; nothing for one that is not ours. */
    public void set(String device, OperatingState state) {
        if (catalog.device(device).isPresent() && wanted.put(device, state) == null) {
            queue.add(device);
        }
    }

    /** Sets a device DOWN soon whose assertion failed (EdgeX API, transforms); once, however often it fails. */
    public void assertionFailed(String device, String why) {
        boolean up = catalog.device(device)
                .filter(known -> known.device().operatingState() != OperatingState.DOWN)
                .isPresent();
        if (up && wanted.get(device) != OperatingState.DOWN) {
            LOG.warnf("assertion failed, the device is set DOWN device=%s reason=%s", device, why);
            set(device, OperatingState.DOWN);
        }
    }

    private void run() {
        try {
            while (true) {
                apply(queue.take());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(String device) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY);
        while (true) {
            OperatingState state = wanted.get(device);
            try {
                if (catalog.device(device).isPresent()) {
                    metadata.operatingState(device, state);
                    LOG.infof("operating state set device=%s state=%s", device, state);
                }
                if (wanted.remove(device, state)) {
                    return;
                }
            } catch (MetadataUnavailable away) {
                if (backoff.failures() == 0) {
                    LOG.warnf(
                            "operating state cannot be set yet device=%s state=%s reason=%s",
                            device, state, away.getMessage());
                }
                Thread.sleep(backoff.next());
            }
        }
    }
}
