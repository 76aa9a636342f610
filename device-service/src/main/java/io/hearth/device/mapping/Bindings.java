package io.hearth.device.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one template means for one profile. */
sealed interface Bindings {
    /** What a message carries; nothing when its topic names a resource that has not this template. */
    List<ReadGroup> find(String resourceLevel);

    /** The template names no resource: every message carries all of them. */
    record Together(List<ReadGroup> groups) implements Bindings {
        @Override
        public List<ReadGroup> find(String resourceLevel) {
            return groups;
        }
    }

    /** The template names the resource: each comes by itself. */
    record ByName(Map<String, List<ReadGroup>> groups) implements Bindings {
        @Override
        public List<ReadGroup> find(String resourceLevel) {
            return groups.getOrDefault(resourceLevel, List.of());
        }
    }

    static Bindings of(MappedProfile profile, TopicTemplate template, List<MappedResource> resources) {
        if (template.namesResource()) {
            Map<String, List<ReadGroup>> groups = new HashMap<>();
            for (MappedResource resource : resources) {
                ReadBinding binding = resource.binding(true);
                groups.put(
                        resource.name(),
                        List.of(new ReadGroup(
                                resource.name(),
                                List.of(binding),
                                resource.inbound().split())));
            }
            return new ByName(Map.copyOf(groups));
        }
        Map<Split, List<MappedResource>> bySplit = new LinkedHashMap<>();
        for (MappedResource resource : resources) {
            bySplit.computeIfAbsent(resource.inbound().split(), split -> new ArrayList<>())
                    .add(resource);
        }
        List<ReadGroup> groups = new ArrayList<>(bySplit.size());
        bySplit.forEach((split, own) -> {
            boolean alone = own.size() == 1 && split.equals(Split.NONE);
            List<ReadBinding> together =
                    own.stream().map(resource -> resource.binding(alone)).toList();
            groups.add(new ReadGroup(profile.source(together), together, split));
        });
        return new Together(List.copyOf(groups));
    }
}
