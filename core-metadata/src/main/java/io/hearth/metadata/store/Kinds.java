package io.hearth.metadata.store;

import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceService;
import io.hearth.contracts.metadata.ProvisionWatcher;
import io.hearth.metadata.store.Kind.Index;
import java.util.ArrayList;
import java.util.List;

/** The kinds that are kept, and the lists in which each can be found. */
public final class Kinds {
    private static final String LABEL = "label";

    /** Devices, listed by service, profile, parent and label. */
    public static final Kind<Device> DEVICE =
            new Kind<>("device", "device", Device.class, Device::name, Device::id, Kinds::indexesOf);

    /** Device profiles, listed by manufacturer, model and label. */
    public static final Kind<DeviceProfile> PROFILE = new Kind<>(
            "profile", "device profile", DeviceProfile.class, DeviceProfile::name, DeviceProfile::id, Kinds::indexesOf);

    /** Device services, listed by label. */
    public static final Kind<DeviceService> SERVICE = new Kind<>(
            "service",
            "device service",
            DeviceService.class,
            DeviceService::name,
            DeviceService::id,
            service -> labels(service.labels()));

    /** Provision watchers, listed by service, profile and label. */
    public static final Kind<ProvisionWatcher> WATCHER = new Kind<>(
            "watcher",
            "provision watcher",
            ProvisionWatcher.class,
            ProvisionWatcher::name,
            ProvisionWatcher::id,
            Kinds::indexesOf);

    private Kinds() {}

    /** The list of what belongs to a device service. */
    public static Index ofService(String name) {
        return new Index("service", name);
    }

    /** The list of what uses a device profile. */
    public static Index ofProfile(String name) {
        return new Index("profile", name);
    }

    /** The list of the devices below a device. */
    public static Index ofParent(String name) {
        return new Index("parent", name);
    }

    /** The list of the profiles of a manufacturer. */
    public static Index ofManufacturer(String name) {
        return new Index("manufacturer", name);
    }

    /** The list of the profiles of a model. */
    public static Index ofModel(String name) {
        return new Index("model", name);
    }

    /** The lists of what holds these labels. */
    public static List<Index> labels(List<String> labels) {
        return labels.stream().distinct().map(label -> new Index(LABEL, label)).toList();
    }

    /** How many of the lists are those of labels. */
    static int countLabels(List<Index> indexes) {
        return (int) indexes.stream().filter(index -> index.by().equals(LABEL)).count();
    }

    /** The hash that counts, per device service, its devices that use a profile. */
    public static String usersOfProfile(String name) {
        return "md:profile:users:" + name;
    }

    private static List<Index> indexesOf(Device device) {
        List<Index> indexes = new ArrayList<>(labels(device.labels()));
        indexes.add(ofService(device.serviceName()));
        addUnlessBlank(indexes, "profile", device.profileName());
        addUnlessBlank(indexes, "parent", device.parent());
        return indexes;
    }

    private static List<Index> indexesOf(DeviceProfile profile) {
        List<Index> indexes = new ArrayList<>(labels(profile.labels()));
        addUnlessBlank(indexes, "manufacturer", profile.manufacturer());
        addUnlessBlank(indexes, "model", profile.model());
        return indexes;
    }

    private static List<Index> indexesOf(ProvisionWatcher watcher) {
        List<Index> indexes = new ArrayList<>(labels(watcher.labels()));
        indexes.add(ofService(watcher.serviceName()));
        addUnlessBlank(indexes, "profile", watcher.discoveredDevice().profileName());
        return indexes;
    }

    private static void addUnlessBlank(List<Index> indexes, String by, String value) {
        if (value != null && !value.isBlank()) {
            indexes.add(new Index(by, value));
        }
    }
}
