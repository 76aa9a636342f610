package io.hearth.device.convention;

import com.google.re2j.Pattern;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.device.DeviceConfig;
import io.hearth.device.DiscoveryConfig;
import io.hearth.device.ServiceKey;
import io.hearth.device.discovery.AddingLimit;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.registry.ItemAnswer;
import io.hearth.device.registry.MetadataEntries;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Adds devices that tell of themselves, each with a profile of its own, and keeps the profile as the device tells it. The
 * limits are those of devices that provision watchers add ({@code hearth.device.discovery}).
 */
@Singleton
public class DescribedDevices {
    private static final Logger LOG = Logger.getLogger(DescribedDevices.class);

    private final ServiceKey service;
    private final DiscoveryConfig limits;
    private final int maxResources;
    private final DeviceCatalog catalog;
    private final MetadataEntries metadata;
    private final Pattern allowed;
    private final AddingLimit limit;
    private final NamesById ours;
    private final NamesById elsewhere;

    DescribedDevices(DeviceConfig config, DeviceCatalog catalog, MetadataEntries metadata) {
        this.service = config.serviceKey();
        this.limits = config.discovery();
        this.maxResources = config.conventions().maxResources();
        this.catalog = catalog;
        this.metadata = metadata;
        this.allowed = Pattern.compile(limits.allow());
        this.limit = new AddingLimit(limits.maxPerMinute(), System.nanoTime());
        this.ours = new NamesById(catalog::index);
        this.elsewhere = new NamesById(catalog::elsewhere);
    }

    private static boolean isOf(Device device, String convention, String id) {
        Map<String, Object> settings = device.protocols().get(convention);
        return settings != null && id.equals(settings.get(Described.ID));
    }

    /**
     * Adds a device, or changes what it has. Throws MetadataUnavailable.
     *
     * @param change makes the resources of the device of those it has
     */
    public Placement put(Described device, UnaryOperator<List<DeviceResource>> change) throws InterruptedException {
        Optional<String> known = ours.of(device.convention(), device.id());
        if (known.isPresent()) {
            return profile(device, known.get(), change).orElse(new Placement.Placed(known.get()));
        }
        if (elsewhere.of(device.convention(), device.id()).isPresent()) {
            return new Placement.Elsewhere();
        }
        String plain = PlainName.of(device.name()).isEmpty() ? PlainName.of(device.id()) : PlainName.of(device.name());
        Optional<Placement> against = against(plain, change);
        if (against.isPresent()) {
            return against.get();
        }
        // Before core-metadata is asked, so that a flood does not become one there.
        if (!limit.take(System.nanoTime())) {
            return new Placement.Later();
        }
        boolean added = false;
        try {
            for (String name : List.of(plain, PlainName.of(plain + "-" + device.id()))) {
                Optional<Device> there = metadata.device(name);
                if (there.isEmpty()) {
                    Placement placement = add(device, name, change);
                    added = placement instanceof Placement.Placed;
                    return placement;
                }
                if (isOf(there.get(), device.convention(), device.id())) {
                    if (service.isBeside(there.get().serviceName())) {
                        return new Placement.Elsewhere();
                    }
                    return profile(device, name, change).orElse(new Placement.Placed(name));
                }
            }
            return new Placement.Refused("the name '" + plain + "' is that of another device");
        } finally {
            if (!added) {
                limit.giveBack();
            }
        }
    }

    /** Why a device of this name is not to be added. */
    private Optional<Placement> against(String name, UnaryOperator<List<DeviceResource>> change) {
        if (!allowed.matches(name)) {
            return Optional.of(
                    new Placement.Refused("the name '" + name + "' is not allowed by hearth.device.discovery.allow"));
        }
        int most = limits.maxDevices();
        if (catalog.index().devices().size() >= most) {
            return Optional.of(new Placement.Refused(
                    "there are as many devices as hearth.device.discovery.max-devices allows: " + most));
        }
        return change.apply(List.of()).isEmpty()
                ? Optional.of(new Placement.Refused("it has no resource"))
                : Optional.empty();
    }

    private Placement add(Described device, String name, UnaryOperator<List<DeviceResource>> change)
            throws InterruptedException {
        Optional<Placement> refused = profile(device, name, change);
        if (refused.isPresent()) {
            return refused.get();
        }
        ItemAnswer answer =
                metadata.addDevices(List.of(entry(device, name)), false).getFirst();
        // Of two instances that heard it at once, one has it.
        if (answer.exists()
                && metadata.device(name)
                        .filter(there -> isOf(there, device.convention(), device.id()))
                        .isPresent()) {
            return new Placement.Elsewhere();
        }
        if (!answer.done()) {
            return new Placement.Refused("core-metadata does not take the device: " + answer.message());
        }
        LOG.infof("device added that tells of itself convention=%s device=%s", device.convention(), name);
        return new Placement.Placed(name);
    }

    /** Makes the profile what it should be; answers only what is against it. */
    private Optional<Placement> profile(Described device, String name, UnaryOperator<List<DeviceResource>> change)
            throws InterruptedException {
        Optional<DeviceProfile> before = metadata.profile(profileName(device.convention(), name));
        List<DeviceResource> has = before.map(DeviceProfile::deviceResources).orElse(List.of());
        List<DeviceResource> wanted = change.apply(has);
        if (before.isPresent() && wanted.equals(has)) {
            return Optional.empty();
        }
        if (wanted.size() > maxResources) {
            return Optional.of(new Placement.Refused("it has " + wanted.size()
                    + " resources, allowed by hearth.device.conventions.max-resources are " + maxResources));
        }
        ItemAnswer answer = metadata.putProfile(profile(device, name, before, wanted), before.isPresent());
        return answer.done()
                ? Optional.empty()
                : Optional.of(new Placement.Refused("core-metadata does not take its profile: " + answer.message()));
    }

    /** Changes the resources of a device that is there; of one that is gone, nothing. Throws MetadataUnavailable. */
    public void change(String convention, String name, UnaryOperator<List<DeviceResource>> change)
            throws InterruptedException {
        Optional<DeviceProfile> before = metadata.profile(profileName(convention, name));
        if (before.isPresent()) {
            List<DeviceResource> wanted = change.apply(before.get().deviceResources());
            if (!wanted.equals(before.get().deviceResources())) {
                metadata.putProfile(with(before.get(), wanted), true);
            }
        }
    }

    /** The name of the profile that is made for a device of a convention. */
    public static String profileName(String convention, String device) {
        return convention + "." + device;
    }

    private static DeviceProfile with(DeviceProfile profile, List<DeviceResource> resources) {
        return new DeviceProfile(
                ApiVersion.V3,
                null,
                null,
                profile.id(),
                profile.name(),
                profile.manufacturer(),
                profile.description(),
                profile.model(),
                profile.labels(),
                0,
                resources,
                List.of());
    }

    private static DeviceProfile profile(
            Described device, String name, Optional<DeviceProfile> before, List<DeviceResource> resources) {
        return new DeviceProfile(
                ApiVersion.V3,
                null,
                null,
                before.map(DeviceProfile::id).orElse(""),
                profileName(device.convention(), name),
                device.manufacturer(),
                "as the device tells of itself",
                device.model(),
                List.of(device.convention()),
                0,
                resources,
                List.of());
    }

    private Device entry(Described device, String name) {
        Map<String, Object> settings = new HashMap<>(device.facts());
        settings.put(Described.ID, device.id());
        return new Device(
                null,
                null,
                "",
                name,
                "",
                device.name(),
                AdminState.UNLOCKED,
                OperatingState.UP,
                List.of(device.convention()),
                null,
                service.value(),
                profileName(device.convention(), name),
                List.of(),
                new HashMap<>(Map.of(device.convention(), settings)),
                Map.of(),
                Map.of());
    }
}
