package io.hearth.device.mapping;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The topics on which devices are heard. */
final class InboundTopics {
    private final TopicTree<Leaf> tree = new TopicTree<>();
    private final Map<TopicTemplate, Leaf.OfProfiles> named = new HashMap<>();
    private final Map<TopicTemplate, Leaf.OfPayloads> inPayload = new HashMap<>();
    /** Topics of profiles that name no device, by profile: only one device can have them. */
    private final Map<String, Map<TopicTemplate, Bindings>> fixed = new HashMap<>();

    private final Map<String, String> ownersOfFixed = new HashMap<>();
    private final Set<String> placed = new HashSet<>();
    private final Set<String> placedInPayload = new HashSet<>();
    private final Set<String> wanted = new TreeSet<>();

    /** Places a device's topics; what it cannot have is a problem of the device that is answered. */
    MappedDevice add(MappedDevice device, MappedProfile profile) {
        if (placedInPayload.add(profile.name())) {
            addInPayload(profile);
        }
        if (!device.hasOwnTopics()) {
            if (placed.add(profile.name())) {
                addProfile(profile);
            }
            return addFixed(device, profile);
        }
        MappedProfile own = device.own().orElse(profile);
        if (device.topic().isPresent()) {
            List<MappedResource> resources = own.mapped();
            TopicTemplate topic = device.topic().get();
            if (!resources.isEmpty()) {
                add(device, topic, Bindings.of(own, topic, resources));
            }
        } else {
            own.bindings(false).forEach((template, bindings) -> add(device, template, bindings));
        }
        return device;
    }

    private void addProfile(MappedProfile profile) {
        profile.bindings(false).forEach((template, bindings) -> {
            if (template.namesDevice()) {
                named.computeIfAbsent(template, added -> put(added, Leaf.OfProfiles.of(added)))
                        .byProfile()
                        .put(profile.name(), bindings);
            } else {
                fixed.computeIfAbsent(profile.name(), name -> new HashMap<>()).put(template, bindings);
            }
        });
    }

    private void addInPayload(MappedProfile profile) {
        profile.bindings(true).forEach((template, bindings) -> inPayload
                .computeIfAbsent(template, added -> put(added, Leaf.OfPayloads.of(added)))
                .byProfile()
                .put(profile.name(), bindings));
    }

    private MappedDevice addFixed(MappedDevice device, MappedProfile profile) {
        Map<TopicTemplate, Bindings> topics = fixed.getOrDefault(profile.name(), Map.of());
        if (topics.isEmpty()) {
            return device;
        }
        String owner = ownersOfFixed.putIfAbsent(profile.name(), device.name());
        if (owner != null) {
            return device.with(taken(profile, topics.keySet(), owner));
        }
        topics.forEach((template, bindings) -> add(device, template, bindings));
        return device;
    }

    private static Problem taken(MappedProfile profile, Collection<TopicTemplate> topics, String owner) {
        return new Problem(
                profile.name(),
                "",
                "attributes.topic",
                "'" + topics.iterator().next() + "' has no {device} and is that of device '" + owner
                        + "' already: allowed for one device of a profile, or set protocols.mqtt.topic");
    }

    private void add(MappedDevice device, TopicTemplate template, Bindings bindings) {
        TopicTemplate own = template.forDevice(device.topicName());
        put(own, Leaf.OfDevice.of(own, device, bindings));
    }

    private <L extends Leaf> L put(TopicTemplate template, L leaf) {
        tree.put(template, leaf);
        wanted.add(template.filter());
        return leaf;
    }

    /** Why this device cannot have its profile's topics beside the devices that are there. */
    Optional<Problem> objection(MappedDevice device, MappedProfile profile) {
        String owner = ownersOfFixed.get(profile.name());
        boolean taken = owner != null && !owner.equals(device.name()) && !device.hasOwnTopics();
        return taken ? Optional.of(taken(profile, fixed.get(profile.name()).keySet(), owner)) : Optional.empty();
    }

    /** The filters of all topics; they may overlap. */
    Set<String> filters() {
        return wanted;
    }

    /** {@code bus}: the topic is the bus's, which no wildcard of a device is to reach, or events would make events. */
    void find(String[] topic, boolean bus, Function<String, List<MappedDevice>> devices, Finding finding) {
        tree.find(topic, bus, leaf -> leaf.find(topic, devices, finding));
    }
}
