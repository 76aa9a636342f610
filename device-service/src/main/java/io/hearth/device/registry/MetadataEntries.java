package io.hearth.device.registry;

import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.AddProvisionWatcherRequest;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceProfileRequest;
import io.hearth.contracts.metadata.DeviceResponse;
import io.hearth.contracts.metadata.MultiProvisionWatchersResponse;
import io.hearth.contracts.metadata.ProvisionWatcher;
import io.hearth.contracts.metadata.UpdateDevice;
import io.hearth.contracts.metadata.UpdateDeviceRequest;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.device.DeviceConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Profiles, devices and provision watchers that this service adds to core-metadata. Throws {@link MetadataUnavailable}. */
@Singleton
public class MetadataEntries {
    private final String key;
    private final MetadataClient metadata;

    MetadataEntries(DeviceConfig config) {
        this.key = config.serviceKey().value();
        // core-metadata asks us of each device of a request before it answers.
        this.metadata =
                new MetadataClient(config.metadataUrl(), config.provision().timeout(), config.maxMetadataBytes());
    }

    /** The profile of this name. */
    public Optional<DeviceProfile> profile(String name) throws InterruptedException {
        return metadata.profile(name);
    }

    /** The device of this name, whichever service has it. */
    public Optional<Device> device(String name) throws InterruptedException {
        return metadata.find("/device/name/" + MetadataClient.encoded(name), DeviceResponse.class)
                .map(DeviceResponse::device);
    }

    /** Whether there is a profile of this name. */
    public boolean hasProfile(String name) throws InterruptedException {
        return metadata.profile(name).isPresent();
    }

    /** Adds a profile, or replaces the one of its name. */
    public ItemAnswer putProfile(DeviceProfile profile, boolean replace) throws InterruptedException {
        return metadata.each(
                        replace ? "PUT" : "POST",
                        "/deviceprofile",
                        List.of(new DeviceProfileRequest(ApiVersion.V3, "", profile)))
                .getFirst();
    }

    /** The names of this service's devices. */
    public Set<String> devices() throws InterruptedException {
        return metadata.devices(key).stream().map(Device::name).collect(Collectors.toSet());
    }

    /** Adds devices; {@code checked}: core-metadata asks whether they can be taken. */
    public List<ItemAnswer> addDevices(List<Device> devices, boolean checked) throws InterruptedException {
        return metadata.each(
                "POST",
                checked ? "/device" : "/device?bypassValidation=true",
                devices.stream()
                        .map(device -> new AddDeviceRequest(ApiVersion.V3, "", device))
                        .toList());
    }

    /** Makes devices that are there as given. */
    public List<ItemAnswer> updateDevices(List<Device> devices) throws InterruptedException {
        return metadata.each(
                "PATCH",
                "/device",
                devices.stream()
                        .map(MetadataEntries::update)
                        .map(update -> new UpdateDeviceRequest(ApiVersion.V3, "", update))
                        .toList());
    }

    private static UpdateDevice update(Device device) {
        return new UpdateDevice(
                null,
                device.name(),
                device.parent(),
                device.description(),
                device.adminState(),
                device.operatingState(),
                device.labels(),
                device.location(),
                device.serviceName(),
                device.profileName(),
                device.autoEvents(),
                device.protocols(),
                device.tags(),
                device.properties());
    }

    /** This service's provision watchers. */
    public List<ProvisionWatcher> watchers() throws InterruptedException {
        List<ProvisionWatcher> watchers = new ArrayList<>();
        while (true) {
            MultiProvisionWatchersResponse page = metadata.find(
                            "/provisionwatcher/service/name/" + MetadataClient.encoded(key) + "?limit=-1&offset="
                                    + watchers.size(),
                            MultiProvisionWatchersResponse.class)
                    .orElse(MultiProvisionWatchersResponse.of(0, List.of()));
            watchers.addAll(page.provisionWatchers());
            if (page.provisionWatchers().isEmpty() || watchers.size() >= page.totalCount()) {
                return watchers;
            }
        }
    }

    /** Adds a provision watcher. */
    public ItemAnswer addWatcher(ProvisionWatcher watcher) throws InterruptedException {
        return metadata.each(
                        "POST",
                        "/provisionwatcher",
                        List.of(new AddProvisionWatcherRequest(ApiVersion.V3, "", watcher)))
                .getFirst();
    }

    @PreDestroy
    void close() {
        metadata.close();
    }
}
