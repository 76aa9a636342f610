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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sets operating states in core-metadata (EdgeX: PATCH with {@code bypassValidation}), in the background: tried again while
 * core-metadata is away, the last wish for a device only; given up when core-metadata refuses it. A device waits here at most
 * once, and keeps no other waiting.
 */
@Singleton
public class OperatingStates {
    private static final Logger LOG = Logger.getLogger(OperatingStates.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final DeviceCatalog catalog;
    private final MetadataClient metadata;
    private final Map<String, OperatingState> wanted = new ConcurrentHashMap<>();
    private final DelayQueue<Turn> queue = new DelayQueue<>();
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
            queue.add(Turn.now(device));
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
                Turn turn = queue.take();
                if (!done(turn)) {
                    queue.add(turn.later());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nothing more is wanted for the device. One that cannot be set now keeps no other waiting. */
    private boolean done(Turn turn) throws InterruptedException {
        String device = turn.device();
        OperatingState state = wanted.get(device);
        try {
            if (catalog.device(device).isPresent()) {
                tell(device, state);
            }
        } catch (MetadataUnavailable away) {
            if (turn.backoff().failures() == 0) {
                LOG.warnf(
                        "operating state cannot be set yet device=%s state=%s reason=%s",
                        device, state, away.getMessage());
            }
            return false;
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "operating state not set device=%s state=%s", device, state);
        }
        return wanted.remove(device, state);
    }

    private void tell(String device, OperatingState state) throws InterruptedException {
        ItemAnswer answer = metadata.operatingState(device, state);
        if (answer.done()) {
            LOG.infof("operating state set device=%s state=%s", device, state);
        } else {
            LOG.warnf(
                    "operating state refused device=%s state=%s status=%d reason=%s",
                    device, state, answer.status(), answer.message());
        }
    }

    /**
     * When a device's state is to be set.
     *
     * @param due in {@link System#nanoTime()}
     */
    private record Turn(String device, Backoff backoff, long due) implements Delayed {
        static Turn now(String device) {
            return new Turn(device, new Backoff(FIRST_RETRY, LONGEST_RETRY), System.nanoTime());
        }

        Turn later() {
            return new Turn(device, backoff, System.nanoTime() + backoff.next().toNanos());
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(due - ((Turn) other).due);
        }
    }
}
