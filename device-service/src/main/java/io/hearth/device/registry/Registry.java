package io.hearth.device.registry;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceService;
import io.hearth.device.DeviceDoor;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.mapping.ProfileCompiler;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Keeps the {@link DeviceCatalog} as core-metadata has it: read as a whole at start and after every interruption, and changed
 * by what core-metadata tells in between.
 */
final class Registry {
    private static final Logger LOG = Logger.getLogger(Registry.class);
    private static final int PROBLEMS_REMEMBERED = 10_000;

    private final MetadataClient metadata;
    private final DeviceCatalog catalog;
    private final MappingRules rules;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<String, MappedProfile> profiles = new LinkedHashMap<>();
    private final Set<String> toldProblems = new HashSet<>();

    Registry(MetadataClient metadata, DeviceCatalog catalog, MappingRules rules) {
        this.metadata = metadata;
        this.catalog = catalog;
        this.rules = rules;
    }

    /** Makes the service known to core-metadata, or tells it where it is now. */
    void register(String baseAddress) throws InterruptedException {
        Optional<DeviceService> known = metadata.service(DeviceDoor.KEY);
        if (known.isEmpty()) {
            metadata.add(new DeviceService(
                    null,
                    null,
                    "",
                    DeviceDoor.KEY,
                    "MQTT devices",
                    List.of(),
                    baseAddress,
                    AdminState.UNLOCKED,
                    Map.of()));
            LOG.infof("registered with core-metadata service=%s address=%s", DeviceDoor.KEY, baseAddress);
        } else {
            locked(known.get());
            if (!known.get().baseAddress().equals(baseAddress)) {
                metadata.moveTo(DeviceDoor.KEY, baseAddress);
            }
        }
    }

    /** Reads everything anew. */
    synchronized void reload() throws InterruptedException {
        metadata.service(DeviceDoor.KEY).ifPresent(this::locked);
        Map<String, Device> all = new LinkedHashMap<>();
        metadata.devices(DeviceDoor.KEY).forEach(device -> all.put(device.name(), device));
        Map<String, MappedProfile> used = new LinkedHashMap<>();
        for (Device device : all.values()) {
            if (!device.profileName().isEmpty() && !used.containsKey(device.profileName())) {
                metadata.profile(device.profileName())
                        .map(ProfileCompiler::compile)
                        .ifPresent(profile -> used.put(profile.name(), profile));
            }
        }
        devices.clear();
        devices.putAll(all);
        profiles.clear();
        profiles.putAll(used);
        publish();
    }

    /** Takes in changes, in order. */
    synchronized void apply(List<Change> changes) throws InterruptedException {
        for (Change change : changes) {
            switch (change) {
                case Change.DevicePresent present ->
                    devices.put(present.device().name(), present.device());
                case Change.DeviceGone gone -> devices.remove(gone.name());
                case Change.ProfilePresent present ->
                    profiles.computeIfPresent(
                            present.profile().name(), (name, known) -> ProfileCompiler.compile(present.profile()));
                case Change.ServiceChanged changed -> locked(changed.service());
                case Change.Nothing nothing -> {}
            }
        }
        fetchMissingProfiles();
        publish();
    }

    private void fetchMissingProfiles() throws InterruptedException {
        Set<String> missing = new HashSet<>();
        devices.values().stream()
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
        catalog.become(index);
        LOG.debugf(
                "devices known devices=%d profiles=%d filters=%d",
                devices.size(), profiles.size(), index.filters().size());
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
