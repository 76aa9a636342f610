package io.hearth.device.mapping;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a device says of its messages in place of its profile: in {@code protocols.mqtt}, an attribute by its name for all
 * resources ({@code format: cbor}), or for one ({@code temperature.pointer: /t}).
 */
final class DeviceOverrides {
    private static final String PREFIX = "protocols.mqtt.";
    /** Where the device's name is, is not for the device to say; its topic has a meaning of its own. */
    private static final Set<String> NOT_FOR_ALL =
            Set.of("topic", "device", "only", "level", "online", "offline", "silence");

    private final Map<String, Object> forAll = new HashMap<>();
    private final Map<String, Map<String, Object>> forOne = new LinkedHashMap<>();

    private DeviceOverrides() {}

    /** The profile as the device has it; absent when the device says nothing. */
    static Optional<MappedProfile> of(
            MappedProfile profile, Map<String, Object> mqtt, boolean ownTopic, List<Problem> problems) {
        DeviceOverrides overrides = new DeviceOverrides();
        mqtt.forEach((key, value) -> overrides.take(profile, key, value, problems));
        return overrides.forAll.isEmpty() && overrides.forOne.isEmpty()
                ? Optional.empty()
                : Optional.of(overrides.applied(profile, ownTopic, problems));
    }

    private void take(MappedProfile profile, String key, Object value, List<Problem> problems) {
        int dot = key.lastIndexOf('.');
        if (dot < 0) {
            if (InboundCompiler.NAMES.contains(key) && !NOT_FOR_ALL.contains(key)) {
                forAll.put(key, value);
            }
            return;
        }
        String resource = key.substring(0, dot);
        String attribute = key.substring(dot + 1);
        if (!InboundCompiler.NAMES.contains(attribute) || attribute.equals("device")) {
            return;
        }
        if (profile.resources().containsKey(resource)) {
            forOne.computeIfAbsent(resource, name -> new HashMap<>()).put(attribute, value);
        } else {
            problems.add(new Problem(
                    "",
                    "",
                    PREFIX + key,
                    "is of no resource, allowed are " + profile.resources().keySet()));
        }
    }

    private MappedProfile applied(MappedProfile profile, boolean ownTopic, List<Problem> problems) {
        Set<String> touched = new HashSet<>(forOne.keySet());
        if (!forAll.isEmpty()) {
            profile.resources().values().stream()
                    .filter(resource -> ownTopic || resource.isMapped())
                    .map(MappedResource::name)
                    .forEach(touched::add);
        }
        Map<String, MappedResource> changed = new HashMap<>();
        for (MappedResource resource : profile.resources().values()) {
            if (touched.contains(resource.name()) && resource.canRead()) {
                Map<String, Object> attributes = new HashMap<>(resource.attributes());
                attributes.putAll(forAll);
                attributes.putAll(forOne.getOrDefault(resource.name(), Map.of()));
                InboundTopic inbound = InboundTopic.of(
                        new Attributes("", resource.name(), attributes, PREFIX, problems),
                        resource.name(),
                        resource.type());
                changed.put(resource.name(), resource.from(inbound.topic(), inbound.inbound()));
            }
        }
        return profile.with(changed);
    }
}
