package io.hearth.command.profile;

import io.hearth.command.CommandConfig;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.Listener;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The profiles that commands need, remembered for a short while: forgotten when core-metadata tells of a change, and in any
 * case after the setting's time, since what it tells can be missed.
 */
@Singleton
public class Profiles implements Listener {
    private static final int NOT_FOUND = 404;

    private final Metadata metadata;
    private final CommandConfig config;
    private final Bus bus;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Optional<DeviceProfile> profile, long until) {}

    Profiles(Metadata metadata, CommandConfig config, Bus bus) {
        this.metadata = metadata;
        this.config = config;
        this.bus = bus;
    }

    void start(@Observes StartupEvent event) {
        bus.listen(List.of(bus.topics().base() + "/system-events/core-metadata/deviceprofile/#"), this);
    }

    /**
     * The profile of a device; empty when it has none, or core-metadata has not.
     *
     * @throws EdgexException when core-metadata cannot be asked
     */
    public Optional<DeviceProfile> of(Device device) {
        if (device.profileName().isEmpty()) {
            return Optional.empty();
        }
        Known remembered = known.get(device.profileName());
        if (remembered != null && System.nanoTime() - remembered.until() < 0) {
            return remembered.profile();
        }
        // Begun before it is asked for: what changes meanwhile shortens the time, and does not lengthen it.
        long until = System.nanoTime() + config.profileTime().toNanos();
        Optional<DeviceProfile> profile = ask(device.profileName());
        if (known.size() >= config.maxProfiles()) {
            known.clear();
        }
        known.put(device.profileName(), new Known(profile, until));
        return profile;
    }

    private Optional<DeviceProfile> ask(String name) {
        try {
            return Optional.of(metadata.profile(name));
        } catch (EdgexException failure) {
            if (failure.kind().status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public void received(BusMessage message) {
        known.clear();
    }

    @Override
    public void listening() {
        known.clear();
    }
}
