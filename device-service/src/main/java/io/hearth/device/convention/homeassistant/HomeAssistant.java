package io.hearth.device.convention.homeassistant;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.device.DeviceConfig;
import io.hearth.device.convention.ConventionsConfig;
import io.hearth.device.convention.Described;
import io.hearth.device.convention.DescribedDevices;
import io.hearth.device.convention.Inbox;
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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Home Assistant's MQTT discovery: devices that announce themselves to Home Assistant are added with a profile that says where
 * their values are. What is retained comes with every connection, and the same announcement again changes nothing.
 */
@Singleton
public class HomeAssistant implements TopicListener {
    private static final Logger LOG = Logger.getLogger(HomeAssistant.class);
    private static final int AT_ONCE = 1000;
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration BREATH = Duration.ofMillis(200);

    private final boolean enabled;
    private final String prefix;
    private final int maxBytes;
    private final Inbox inbox;
    private final DeviceCatalog catalog;
    private final DescribedDevices devices;
    private final PutAside aside;
    private final Announcements announcements;
    private Thread worker;

    HomeAssistant(DeviceConfig config, DeviceCatalog catalog, DescribedDevices devices, PutAside aside) {
        this.enabled = config.conventions().homeAssistant().enabled();
        this.prefix = config.conventions().homeAssistant().prefix();
        this.maxBytes = config.payload().maxBytes();
        this.inbox = new Inbox(
                config.conventions().maxWaiting(), config.conventions().maxWaitingOctets());
        this.catalog = catalog;
        this.devices = devices;
        this.aside = aside;
        this.announcements = new Announcements(catalog);
    }

    /** What it listens to, as set; nothing when it is not enabled. */
    public static Set<String> filters(ConventionsConfig config) {
        return config.homeAssistant().enabled()
                ? ConfigTopic.filters(config.homeAssistant().prefix())
                : Set.of();
    }

    @Override
    public Set<String> filters() {
        return enabled ? ConfigTopic.filters(prefix) : Set.of();
    }

    @Override
    public boolean take(DeviceMessage message) {
        return enabled && ConfigTopic.of(prefix, message.topic()).isPresent() && inbox.offer(message);
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            worker = Thread.ofVirtual().name("home-assistant").start(this::work);
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
                understand(inbox.await(AT_ONCE, AGAIN));
                if (inbox.size() > 0) {
                    // What waits for others is not to keep us busy while more comes.
                    Thread.sleep(BREATH);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** One message that was understood. */
    private record Understood(DeviceMessage message, Announcement announcement) {}

    private void understand(List<DeviceMessage> messages) throws InterruptedException {
        // What one device announces makes one change of its profile.
        Map<String, List<Understood>> byDevice = new LinkedHashMap<>();
        for (DeviceMessage message : messages) {
            attempt(List.of(message), () -> read(message).ifPresent(understood -> byDevice.computeIfAbsent(
                            understood.announcement().device().id(), id -> new ArrayList<>())
                    .add(understood)));
        }
        for (List<Understood> announced : byDevice.values()) {
            attempt(announced.stream().map(Understood::message).toList(), () -> place(announced));
        }
    }

    /** Something that needs core-metadata. */
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    /** One device that we cannot handle, or cannot handle now, must not stop the others. */
    private void attempt(List<DeviceMessage> messages, Step step) throws InterruptedException {
        try {
            step.run();
        } catch (MetadataUnavailable away) {
            LOG.debugf("announcements wait reason=%s", away.getMessage());
            messages.forEach(inbox::later);
        } catch (RuntimeException | StackOverflowError bug) {
            LOG.errorf(
                    bug,
                    "announcement put aside after an unexpected failure topic=%s",
                    messages.getFirst().topic());
            for (DeviceMessage message : messages) {
                refuse(message, Reason.INTERNAL, String.valueOf(bug));
            }
        }
    }

    private void refuse(DeviceMessage message, Reason reason, String detail) throws InterruptedException {
        aside.tell(message, reason, detail);
        inbox.done(message);
    }

    /** What it says; empty when nothing is left to do. */
    private Optional<Understood> read(DeviceMessage message) throws InterruptedException {
        byte[] payload = message.payload();
        if (payload.length == 0) {
            withdraw(message);
            inbox.done(message);
            return Optional.empty();
        }
        if (payload.length > maxBytes) {
            refuse(message, Reason.TOO_LARGE, payload.length + " bytes, allowed are at most " + maxBytes);
            return Optional.empty();
        }
        try {
            ConfigTopic topic = ConfigTopic.of(prefix, message.topic()).orElseThrow();
            Announcement announcement = Announcement.of(topic, payload);
            if (!announcement.wrong().isEmpty()) {
                aside.tell(message, Reason.NOT_UNDERSTOOD, String.join("; ", announcement.wrong()));
            }
            return Optional.of(new Understood(message, announcement));
        } catch (NotUnderstood why) {
            refuse(message, Reason.NOT_UNDERSTOOD, why.getMessage());
        } catch (JsonProcessingException malformed) {
            refuse(message, Reason.NOT_JSON, malformed.getOriginalMessage());
        } catch (IOException malformed) {
            refuse(message, Reason.NOT_JSON, String.valueOf(malformed.getMessage()));
        }
        return Optional.empty();
    }

    /** What was announced on the topic is gone. */
    private void withdraw(DeviceMessage message) throws InterruptedException {
        Optional<String> device = announcements.device(message.topic());
        if (device.isPresent()) {
            devices.change(
                    ConfigMessage.CONVENTION,
                    device.get(),
                    there -> ResourceMerge.of(there, message.topic(), List.of()));
        }
    }

    private void place(List<Understood> announced) throws InterruptedException {
        Described device = announced.getFirst().announcement().device();
        Placement placement = devices.put(device, there -> {
            List<DeviceResource> merged = there;
            for (Understood one : announced) {
                merged = ResourceMerge.of(
                        merged, one.message().topic(), one.announcement().drafts());
            }
            return merged;
        });
        for (Understood one : announced) {
            switch (placement) {
                case Placement.Placed placed -> {
                    moved(one.message(), placed.device());
                    inbox.done(one.message());
                }
                case Placement.Elsewhere elsewhere -> inbox.done(one.message());
                case Placement.Later later -> inbox.later(one.message());
                case Placement.Refused refused -> refuse(one.message(), Reason.NOT_ADDED, refused.why());
            }
        }
    }

    /** What the topic announced before may have been of another device. */
    private void moved(DeviceMessage message, String device) throws InterruptedException {
        Optional<String> before = announcements.device(message.topic());
        if (before.isPresent() && !before.get().equals(device)) {
            withdraw(message);
        }
        announcements.were(message.topic(), device);
    }
}
