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
import java.util.Optional;

/**
 * The profiles that commands need, remembered for a short while: forgotten when core-metadata tells of a change, and in any
 * case after the setting's time, since what it tells can be missed.
 */
@Singleton
public class Profiles implements Listener {
    private static final int NOT_FOUND = 404;

    private final Metadata metadata;
    private final Bus bus;
    private final Remembered<Optional<DeviceProfile>> known;

    Profiles(Metadata metadata, CommandConfig config, Bus bus) {
        this.metadata = metadata;
        this.bus = bus;
        this.known = new Remembered<>(config.maxProfiles(), config.profileTime());
    }

    void start(@Observes StartupEvent event) {
        bus.listen(List.of(bus.topics().metadataEvents("deviceprofile")), this);
    }

    /**
     * The profile of a device; empty when it has none, or core-metadata has not.
     *
     * @throws EdgexException when core-metadata cannot be asked
     */
    public Optional<DeviceProfile> of(Device device) {
        return device.profileName().isEmpty()
                ? Optional.empty()
                : known.of(device.profileName(), () -> ask(device.profileName()));
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
        known.forgetAll();
    }

    @Override
    public void listening() {
        known.forgetAll();
    }
}
