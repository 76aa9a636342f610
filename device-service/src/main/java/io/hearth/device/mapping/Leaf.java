package io.hearth.device.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What hangs at the end of a topic template. */
sealed interface Leaf {
    /** Adds what a topic of this template means. */
    void find(String[] topic, Function<String, List<MappedDevice>> devices, Finding finding);

    private static String resource(Optional<TopicSlot> slot, String[] topic) {
        return slot.isPresent() ? slot.get().in(topic) : "";
    }

    /** A template that profiles give, and that names the device. */
    record OfProfiles(
            TopicSlot device, Optional<TopicSlot> resource, List<TopicSlot> captures, Map<String, Bindings> byProfile)
            implements Leaf {

        static OfProfiles of(TopicTemplate template) {
            return new OfProfiles(
                    template.deviceSlot().orElseThrow(), template.resourceSlot(), template.captures(), new HashMap<>());
        }

        @Override
        public void find(String[] topic, Function<String, List<MappedDevice>> devices, Finding finding) {
            String name = device.in(topic);
            List<MappedDevice> named = devices.apply(name);
            if (named.isEmpty()) {
                finding.unknownDevice(name);
            }
            String asked = Leaf.resource(resource, topic);
            for (MappedDevice device : named) {
                Bindings bindings = device.hasOwnTopics()
                        ? null
                        : byProfile.get(device.device().profileName());
                List<ReadGroup> groups = bindings == null ? List.of() : bindings.find(asked);
                if (groups.isEmpty()) {
                    finding.unknownResource(device.name(), asked.isEmpty() ? String.join("/", topic) : asked);
                } else {
                    finding.bound(device, groups, Captures.of(captures, topic));
                }
            }
        }
    }

    /** A template that profiles give, where the payload names the device. */
    record OfPayloads(Optional<TopicSlot> resource, List<TopicSlot> captures, Map<String, Bindings> byProfile)
            implements Leaf {

        static OfPayloads of(TopicTemplate template) {
            return new OfPayloads(template.resourceSlot(), template.captures(), new HashMap<>());
        }

        @Override
        public void find(String[] topic, Function<String, List<MappedDevice>> devices, Finding finding) {
            String asked = Leaf.resource(resource, topic);
            Map<String, String> captured = Captures.of(captures, topic);
            byProfile.forEach((profile, bindings) ->
                    bindings.find(asked).forEach(group -> finding.spread(profile, group, captured, devices)));
            if (!finding.found()) {
                finding.unknownResource("", asked);
            }
        }
    }

    /** A template that is one device's. */
    record OfDevice(Optional<TopicSlot> resource, List<TopicSlot> captures, MappedDevice device, Bindings bindings)
            implements Leaf {

        static OfDevice of(TopicTemplate template, MappedDevice device, Bindings bindings) {
            return new OfDevice(template.resourceSlot(), template.captures(), device, bindings);
        }

        @Override
        public void find(String[] topic, Function<String, List<MappedDevice>> devices, Finding finding) {
            String asked = Leaf.resource(resource, topic);
            List<ReadGroup> groups = bindings.find(asked);
            if (groups.isEmpty()) {
                finding.unknownResource(device.name(), asked);
            } else {
                finding.bound(device, groups, Captures.of(captures, topic));
            }
        }
    }
}
