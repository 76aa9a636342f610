package io.hearth.device.registry;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceService;
import io.hearth.device.ServiceKey;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.mapping.ProfileCompiler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps the {@link DeviceCatalog} as core-metadata has it: read as a whole at start and after every interruption, and changed
 * by what core-metadata tells in between.
 */
final class Registry {
    private static final Logger LOG = Logger.getLogger(Registry.class);
    private static final int PROBLEMS_REMEMBERED = 10_000;

    private final ServiceKey service;
    private final MetadataClient metadata;
    private final DeviceCatalog catalog;
    private final MappingRules rules;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    /** Devices of other instances of this service. */
    private final Map<String, Device> elsewhere = new LinkedHashMap<>();

    private final Map<String, MappedProfile> profiles = new LinkedHashMap<>();
    private final Set<String> toldProblems = new HashSet<>();

    Registry(ServiceKey service, MetadataClient metadata, DeviceCatalog catalog, MappingRules rules) {
        this.service = service;
        this.metadata = metadata;
        this.catalog = catalog;
        this.rules = rules;
    }

    /** Makes the service known to core-metadata, or tells it where it is now. */
    void register(String baseAddress) throws InterruptedException {
        Optional<DeviceService> known = metadata.service(service.value());
        if (known.isEmpty()) {
            metadata.add(new DeviceService(
                    null,
                    null,
                    "",
                    service.value(),
                    "MQTT devices",
                    List.of(),
                    baseAddress,
                    AdminState.UNLOCKED,
                    Map.of()));
            LOG.infof("registered with core-metadata service=%s address=%s", service.value(), baseAddress);
        } else {
            locked(known.get());
            if (!known.get().baseAddress().equals(baseAddress)) {
                metadata.moveTo(service.value(), baseAddress);
            }
        }
    }

    /** Reads everything anew. */
    synchronized void reload() throws InterruptedException {
        metadata.service(service.value()).ifPresent(this::locked);
        Map<String, Device> all = new LinkedHashMap<>();
        metadata.devices(service.value()).forEach(device -> all.put(device.name(), device));
        Map<String, Device> others = new LinkedHashMap<>();
        for (String name : metadata.services()) {
            if (service.isBeside(name)) {
                metadata.devices(name).forEach(device -> others.put(device.name(), device));
            }
        }
        // One that was moved in between is where it was read last; a system event tells the rest.
        all.keySet().removeAll(others.keySet());
        Map<String, MappedProfile> used = new LinkedHashMap<>();
        List<Device> both = new ArrayList<>(all.values());
        both.addAll(others.values());
        for (Device device : both) {
            if (!device.profileName().isEmpty() && !used.containsKey(device.profileName())) {
                metadata.profile(device.profileName())
                        .map(ProfileCompiler::compile)
                        .ifPresent(profile -> used.put(profile.name(), profile));
            }
        }
        devices.clear();
        devices.putAll(all);
        elsewhere.clear();
        elsewhere.putAll(others);
        profiles.clear();
        profiles.putAll(used);
        publish();
    }

    /** Takes in changes, in order. */
    synchronized void apply(List<Change> changes) throws InterruptedException {
        for (Change change : changes) {
            switch (change) {
                case Change.DevicePresent present -> {
                    devices.put(present.device().name(), present.device());
                    elsewhere.remove(present.device().name());
                }
                case Change.DeviceElsewhere other -> {
                    devices.remove(other.device().name());
                    elsewhere.put(other.device().name(), other.device());
                }
                case Change.DeviceGone gone -> {
                    devices.remove(gone.name());
                    elsewhere.remove(gone.name());
                }
                case Change.ProfilePresent present ->
                    profiles.computeIfPresent(
                            present.profile().name(), (name, known) -> ProfileCompiler.compile(present.profile()));
                case Change.ServiceChanged changed -> locked(changed.service());
                case Change.Nothing nothing -> {}
            }
        }
        // Most of what is told on the bus is of other services.
        if (changes.stream().anyMatch(change -> !(change instanceof Change.Nothing))) {
            fetchMissingProfiles();
            publish();
        }
    }

    private void fetchMissingProfiles() throws InterruptedException {
        Set<String> missing = new HashSet<>();
        Stream.concat(devices.values().stream(), elsewhere.values().stream())
                .map(Device::profileName)
                .filter(name -> !name.isEmpty())
                .forEach(missing::add);
        profiles.keySet().retainAll(missing);
        missing.removeAll(profiles.keySet());
        for (String name : missing) {
            Optional<DeviceProfile> found = metadata.profile(name);
            found.ifPresent(profile -> profiles.put(profile.name(), ProfileCompiler.compile(profile)));
        }
    }

    private void publish() {
        MappingIndex index = MappingIndex.of(devices.values(), profiles, rules);
        tellProblems(index);
        catalog.elsewhere(MappingIndex.of(elsewhere.values(), profiles, rules));
        catalog.become(index);
        LOG.debugf(
                "devices known devices=%d elsewhere=%d profiles=%d filters=%d",
                devices.size(),
                elsewhere.size(),
                profiles.size(),
                index.filters().size());
    }

    private void tellProblems(MappingIndex index) {
        if (toldProblems.size() > PROBLEMS_REMEMBERED) {
            toldProblems.clear();
        }
        for (MappedDevice device : index.devices()) {
            device.problems().stream()
                    .filter(problem -> toldProblems.add(
                            problem.profile().isEmpty() ? device.name() + problem : problem.toString()))
                    .forEach(problem -> LOG.warnf("setting left out device=%s problem=%s", device.name(), problem));
        }
    }

    private void locked(DeviceService service) {
        catalog.serviceLocked(service.adminState() == AdminState.LOCKED);
    }
}
