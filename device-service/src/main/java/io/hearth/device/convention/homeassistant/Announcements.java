package io.hearth.device.convention.homeassistant;

import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.registry.DeviceCatalog;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which device a discovery topic's message was of: as core-metadata has it, and as was done since. Bound to one thread. */
final class Announcements {
    private static final int RECENT = 10_000;

    private final DeviceCatalog catalog;
    private final Map<String, String> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > RECENT;
        }
    };
    private MappingIndex read;
    private Map<String, String> devices = Map.of();

    Announcements(DeviceCatalog catalog) {
        this.catalog = catalog;
    }

    void were(String topic, String device) {
        recent.remove(topic);
        recent.put(topic, device);
    }

    Optional<String> device(String topic) {
        String now = recent.get(topic);
        return now != null ? Optional.of(now) : Optional.ofNullable(devices().get(topic));
    }

    private Map<String, String> devices() {
        MappingIndex index = catalog.index();
        if (index != read) {
            Map<String, String> found = new HashMap<>();
            index.devices().stream()
                    .filter(device -> device.device().protocols().containsKey(ConfigMessage.CONVENTION))
                    .forEach(device -> add(device, found));
            devices = found;
            read = index;
        }
        return devices;
    }

    private static void add(MappedDevice device, Map<String, String> found) {
        device.profile().ifPresent(profile -> profile.resources().values().stream()
                .flatMap(resource -> ResourceMerge.origins(resource.attributes()).stream())
                .forEach(topic -> found.put(topic, device.name())));
    }
}
