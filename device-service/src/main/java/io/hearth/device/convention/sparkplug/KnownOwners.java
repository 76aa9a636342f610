package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.Described;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The nodes and devices that core-metadata has, by what they say of themselves. Of one thread. */
final class KnownOwners {
    private final Supplier<MappingIndex> index;
    private final Map<Owner, MappedDevice> devices = new LinkedHashMap<>();
    private MappingIndex read;

    KnownOwners(Supplier<MappingIndex> index) {
        this.index = index;
    }

    /** All; not those whose id, which anybody may have written, is none of Sparkplug's. */
    List<Owner> all() {
        look();
        return List.copyOf(devices.keySet());
    }

    /** The node and its devices. */
    List<Owner> of(Owner node) {
        look();
        return devices.keySet().stream()
                .filter(owner -> owner.ofNode().equals(node))
                .toList();
    }

    Optional<MappedDevice> device(Owner owner) {
        look();
        return Optional.ofNullable(devices.get(owner));
    }

    private void look() {
        MappingIndex now = index.get();
        if (now == read) {
            return;
        }
        devices.clear();
        for (MappedDevice device : now.devices()) {
            Map<String, Map<String, Object>> protocols = device.device().protocols();
            Map<String, Object> settings = protocols == null ? null : protocols.get(Sparkplug.CONVENTION);
            if (settings != null && settings.get(Described.ID) instanceof String id) {
                Owner.of(id).filter(Owner::canBeMapped).ifPresent(owner -> devices.putIfAbsent(owner, device));
            }
        }
        read = now;
    }
}
