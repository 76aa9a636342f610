package io.hearth.device.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one template means for one profile. */
sealed interface Bindings {
    /** The resources and the event's source for a topic; null when the topic names a resource that has not this template. */
    Group find(String resourceLevel);

    /** Resources that come together, and the source of their event. */
    record Group(String source, List<ReadBinding> bindings) {}

    /** The template names no resource: every message carries all of them. */
    record Together(Group group) implements Bindings {
        @Override
        public Group find(String resourceLevel) {
            return group;
        }
    }

    /** The template names the resource: each comes by itself. */
    record ByName(Map<String, Group> groups) implements Bindings {
        @Override
        public Group find(String resourceLevel) {
            return groups.get(resourceLevel);
        }
    }

    static Bindings of(MappedProfile profile, TopicTemplate template, List<MappedResource> resources) {
        if (template.namesResource()) {
            Map<String, Group> groups = new HashMap<>();
            for (MappedResource resource : resources) {
                groups.put(
                        resource.name(), new Group(resource.name(), List.of(resource.binding(new ValuePlace.Whole()))));
            }
            return new ByName(Map.copyOf(groups));
        }
        boolean single = resources.size() == 1;
        List<ReadBinding> together = resources.stream()
                .map(resource -> resource.binding(single ? new ValuePlace.Whole() : JsonKey.of(resource.name())))
                .toList();
        return new Together(new Group(profile.source(together), together));
    }
}
