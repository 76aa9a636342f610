package io.hearth.metadata.announce;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topic;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceService;
import io.hearth.contracts.metadata.ProvisionWatcher;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.store.Change;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.door.CorrelationId;
import io.hearth.runtime.outbox.RedisOutbox;
import io.hearth.runtime.redis.RedisBatch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Tells everybody of changes (EdgeX message bus, system events): as part of the change, published after it. */
@Singleton
public class Announcements {
    private static final String SOURCE = "core-metadata";

    private final Bus bus;
    private final RedisOutbox outbox;
    private final CorrelationId correlationId;

    Announcements(RedisBatch redis, Bus bus, CorrelationId correlationId) {
        this.bus = bus;
        this.correlationId = correlationId;
        this.outbox = new RedisOutbox("md:outbox", redis, bus);
    }

    /** What happened to a thing; EdgeX's names in lower case. */
    public enum Action {
        ADD,
        UPDATE,
        DELETE;

        private String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    void start(@Observes StartupEvent event) {
        outbox.start();
    }

    void stop(@Observes ShutdownEvent event) {
        outbox.close();
    }

    /** To the device's service. */
    public void device(Change change, Action action, Device device) {
        device(change, action, device, device.serviceName());
    }

    /** To a service that is not (or no longer) the device's. */
    public void device(Change change, Action action, Device device, String owner) {
        append(change, "device", action, owner, device.profileName(), device);
    }

    /** To everybody, or to one service that uses the profile. */
    public void profile(Change change, Action action, DeviceProfile profile, String owner) {
        append(change, "deviceprofile", action, owner, profile.name(), profile);
    }

    /** To everybody. */
    public void profile(Change change, Action action, DeviceProfile profile) {
        profile(change, action, profile, SOURCE);
    }

    /** To the service that the watcher is for. */
    public void watcher(Change change, Action action, ProvisionWatcher watcher) {
        watcher(change, action, watcher, watcher.serviceName());
    }

    /** To a service that the watcher is no longer for. */
    public void watcher(Change change, Action action, ProvisionWatcher watcher, String owner) {
        append(
                change,
                "provisionwatcher",
                action,
                owner,
                watcher.discoveredDevice().profileName(),
                watcher);
    }

    /** To the service itself. */
    public void service(Change change, Action action, DeviceService service) {
        append(change, "deviceservice", action, service.name(), "", service);
    }

    /** Says that a change was made, so that its announcements go out at once. */
    public void made() {
        outbox.poke();
    }

    private void append(Change change, String type, Action action, String owner, String profileName, Object details) {
        Instant now = Instant.now();
        SystemEvent event = new SystemEvent(
                ApiVersion.V3,
                type,
                action.wireName(),
                SOURCE,
                owner,
                null,
                details,
                now.getEpochSecond() * 1_000_000_000L + now.getNano());
        String topic = legal(bus.topics().systemEvent(SOURCE, type, action.wireName(), owner, profileName));
        change.step(
                utf8("XADD"),
                utf8(outbox.key()),
                utf8("*"),
                utf8("t"),
                utf8(topic),
                utf8("p"),
                EnvelopeCodec.encode(Envelope.event(event, correlationId.current())));
    }

    /** A change that cannot be told must not be made: its announcement would stay in the outbox and hold up all others. */
    private static String legal(String topic) {
        try {
            return Topic.of(topic).text();
        } catch (IllegalArgumentException tooLong) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "the names are too long to be told of on the bus: " + tooLong.getMessage());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
