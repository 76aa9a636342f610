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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/**
 * A device whose assertion failed is set DOWN in core-metadata (EdgeX API, transforms), once, however often it fails. Who
 * notices does not wait for it; while core-metadata is away it is tried again. A device waits here at most once.
 */
@Singleton
public class AssertionWatch {
    private static final Logger LOG = Logger.getLogger(AssertionWatch.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final DeviceCatalog catalog;
    private final MetadataClient metadata;
    private final Map<String, String> waiting = new ConcurrentHashMap<>();
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    private Thread worker;

    AssertionWatch(DeviceCatalog catalog, DeviceConfig config) {
        this.catalog = catalog;
        this.metadata = new MetadataClient(config.metadataUrl(), config.metadataTimeout());
    }

    void start(@Observes StartupEvent event) {
        worker = Thread.ofVirtual().name("device-assertions").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        if (worker != null) {
            worker.interrupt();
        }
        metadata.close();
    }

    /** Sets a device of ours DOWN soon, unless it is. */
    public void failed(String device, String why) {
        if (isUp(device) && waiting.putIfAbsent(device, why) == null) {
            queue.add(device);
        }
    }

    private boolean isUp(String device) {
        return catalog.device(device)
                .filter(known -> known.device().operatingState() != OperatingState.DOWN)
                .isPresent();
    }

    private void run() {
        try {
            while (true) {
                String device = queue.take();
                String why = Optional.ofNullable(waiting.get(device)).orElse("");
                setDown(device, why);
                waiting.remove(device);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void setDown(String device, String why) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY);
        // It may be deleted, or set DOWN by somebody else, while core-metadata is away.
        while (isUp(device)) {
            try {
                metadata.operatingState(device, OperatingState.DOWN);
                LOG.warnf("device set DOWN, its assertion failed device=%s reason=%s", device, why);
                return;
            } catch (MetadataUnavailable away) {
                if (backoff.failures() == 0) {
                    LOG.warnf("device cannot be set DOWN yet device=%s reason=%s", device, away.getMessage());
                }
                Thread.sleep(backoff.next());
            }
        }
    }
}
