package io.hearth.device.convention.homeassistant;

import io.hearth.contracts.metadata.DeviceResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The resources of a device after a discovery message: those that the same topic brought before are replaced. The same message
 * again changes nothing, not even the order.
 */
final class ResourceMerge {
    private final Map<String, DeviceResource> merged = new LinkedHashMap<>();
    private final Set<String> before = new HashSet<>();
    private final String origin;

    private ResourceMerge(List<DeviceResource> there, String origin) {
        this.origin = origin;
        for (DeviceResource resource : there) {
            Set<String> origins = origins(resource);
            if (origins.remove(origin)) {
                before.add(resource.name());
                if (!origins.isEmpty()) {
                    merged.put(resource.name(), with(resource, origins));
                }
            } else {
                merged.put(resource.name(), resource);
            }
        }
    }

    static List<DeviceResource> of(List<DeviceResource> there, String origin, List<Draft> drafts) {
        ResourceMerge merge = new ResourceMerge(there, origin);
        drafts.forEach(merge::add);
        return merge.ordered(there);
    }

    /** The topics of the messages that brought a resource. */
    static Set<String> origins(DeviceResource resource) {
        return origins(resource.attributes());
    }

    static Set<String> origins(Map<String, Object> attributes) {
        Set<String> origins = new TreeSet<>();
        if (attributes.get(Draft.ORIGINS) instanceof List<?> topics) {
            topics.forEach(topic -> origins.add(String.valueOf(topic)));
        }
        return origins;
    }

    private static DeviceResource with(DeviceResource resource, Set<String> origins) {
        Map<String, Object> attributes = new LinkedHashMap<>(resource.attributes());
        attributes.put(Draft.ORIGINS, List.copyOf(origins));
        return new DeviceResource(
                resource.description(),
                resource.name(),
                resource.isHidden(),
                resource.properties(),
                attributes,
                resource.tags());
    }

    private void add(Draft draft) {
        if (draft.isShared()) {
            for (DeviceResource there : merged.values()) {
                if (draft.isSame(there)) {
                    Set<String> origins = origins(there);
                    origins.add(origin);
                    merged.put(there.name(), with(there, origins));
                    return;
                }
            }
        }
        String name = name(draft);
        merged.put(name, draft.named(name, List.of(origin)));
    }

    /** The name that it had before, else the first that is free. */
    private String name(Draft draft) {
        List<String> names = Stream.concat(
                        draft.names().stream(),
                        Stream.iterate(2, number -> number + 1)
                                .limit(merged.size() + 1L)
                                .map(number -> draft.names().getFirst() + "_" + number))
                .filter(name -> !merged.containsKey(name))
                .toList();
        return names.stream().filter(before::contains).findFirst().orElse(names.getFirst());
    }

    private List<DeviceResource> ordered(List<DeviceResource> there) {
        Map<String, Integer> places = new HashMap<>();
        there.forEach(resource -> places.put(resource.name(), places.size()));
        List<DeviceResource> all = new ArrayList<>(merged.values());
        all.sort(Comparator.comparing(resource -> places.getOrDefault(resource.name(), Integer.MAX_VALUE)));
        return List.copyOf(all);
    }
}
