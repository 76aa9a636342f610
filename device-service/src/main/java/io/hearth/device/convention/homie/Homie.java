package io.hearth.device.convention.homie;

import io.hearth.device.DeviceConfig;
import io.hearth.device.convention.ConventionsConfig;
import io.hearth.device.convention.DescribedDevices;
import io.hearth.device.convention.Placement;
import io.hearth.device.convention.PutAside;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.TopicListener;
import io.hearth.device.reading.Reason;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.registry.MetadataUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The Homie convention, version 4: a device that has told all of itself is added with a profile that has its properties. What
 * it tells is retained, and comes with every connection.
 */
@Singleton
public class Homie implements TopicListener {
    private static final Logger LOG = Logger.getLogger(Homie.class);
    /** Attributes come one by one. */
    private static final Duration A_LITTLE = Duration.ofMillis(300);

    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int ATTRIBUTES_OF_A_RESOURCE = 6;

    private final boolean enabled;
    private final String base;
    private final int maxBytes;
    private final HomieMemory memory;
    private final DeviceCatalog catalog;
    private final DescribedDevices devices;
    private final PutAside aside;
    private Thread worker;

    Homie(DeviceConfig config, DeviceCatalog catalog, DescribedDevices devices, PutAside aside) {
        this.enabled = config.conventions().homie().enabled();
        this.base = config.conventions().homie().base();
        this.maxBytes = config.payload().maxBytes();
        this.memory = new HomieMemory(
                base,
                config.conventions().maxWaitingOctets(),
                Math.multiplyExact(config.conventions().maxResources(), ATTRIBUTES_OF_A_RESOURCE));
        this.catalog = catalog;
        this.devices = devices;
        this.aside = aside;
    }

    /** What it listens to, as set; nothing when it is not enabled. */
    public static Set<String> filters(ConventionsConfig config) {
        return config.homie().enabled() ? HomieTopic.filters(config.homie().base()) : Set.of();
    }

    @Override
    public Set<String> filters() {
        return enabled ? HomieTopic.filters(base) : Set.of();
    }

    @Override
    public boolean take(DeviceMessage message) {
        return enabled
                && message.payload().length <= maxBytes
                && HomieTopic.of(base, message.topic())
                        .filter(topic -> memory.put(topic, message))
                        .isPresent();
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            worker = Thread.ofVirtual().name("homie").start(this::work);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (worker != null) {
            worker.interrupt();
        }
    }

    private void work() {
        try {
            catalog.awaitLoaded();
            while (true) {
                List<String> later = new ArrayList<>();
                for (HomieDevice device : memory.await(A_LITTLE)) {
                    if (!place(device)) {
                        later.add(device.id());
                    }
                }
                if (!later.isEmpty()) {
                    Thread.sleep(AGAIN);
                    later.forEach(memory::again);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nothing is left to do for this device; one that we cannot handle must not stop the others. */
    private boolean place(HomieDevice device) throws InterruptedException {
        try {
            Optional<HomieDevice.Understood> understood = device.understood();
            if (understood.isEmpty()) {
                return true;
            }
            for (HomieDevice.Wrong wrong : understood.get().wrong()) {
                aside.tell(wrong.attribute(), Reason.NOT_UNDERSTOOD, wrong.why());
            }
            if (understood.get().resources().isEmpty()) {
                return true;
            }
            Placement placement = devices.put(
                    understood.get().device(), there -> understood.get().resources());
            if (placement instanceof Placement.Refused refused) {
                aside.tell(device.attributes().get("$homie"), Reason.NOT_ADDED, refused.why());
            }
            return !(placement instanceof Placement.Later);
        } catch (MetadataUnavailable away) {
            LOG.debugf("homie device waits device=%s reason=%s", device.id(), away.getMessage());
            return false;
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "homie device left out after an unexpected failure device=%s", device.id());
            return true;
        }
    }
}
