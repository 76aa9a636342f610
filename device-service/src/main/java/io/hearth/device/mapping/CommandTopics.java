package io.hearth.device.mapping;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The topics on which commands go out to devices, to know them again where an inbound filter matches them too. */
final class CommandTopics {
    private record Outlet(Optional<TopicSlot> device, Set<String> profiles) {}

    private final TopicTree<Outlet> tree = new TopicTree<>();
    private final Map<TopicTemplate, Outlet> outlets = new HashMap<>();

    void add(MappedProfile profile) {
        for (MappedResource resource : profile.resources().values()) {
            resource.write().map(WriteBinding::topic).ifPresent(topic -> add(topic, profile));
            resource.request().map(ReadRequest::topic).ifPresent(topic -> add(topic, profile));
        }
    }

    private void add(TopicTemplate topic, MappedProfile profile) {
        outlets.computeIfAbsent(topic, this::place).profiles().add(profile.name());
    }

    private Outlet place(TopicTemplate topic) {
        Outlet outlet = new Outlet(topic.deviceSlot(), new HashSet<>());
        tree.put(topic, outlet);
        return outlet;
    }

    boolean has(String[] topic, Function<String, List<MappedDevice>> devices) {
        boolean[] found = {false};
        tree.find(
                topic,
                outlet -> found[0] |= outlet.device().isEmpty()
                        || devices.apply(outlet.device().get().in(topic)).stream()
                                .anyMatch(device -> outlet.profiles()
                                        .contains(device.device().profileName())));
        return found[0];
    }
}
