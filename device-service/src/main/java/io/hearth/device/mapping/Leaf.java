package io.hearth.device.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What hangs at the end of a topic template. */
sealed interface Leaf {
    /** Adds what a topic of this template means. */
    void find(String[] topic, Function<String, List<MappedDevice>> devices, Finding finding);

    /** A template that profiles give, and that names the device. */
    record OfProfiles(TopicTemplate template, int devicePosition, int resourcePosition, Map<String, Bindings> byProfile)
            implements Leaf {

        static OfProfiles of(TopicTemplate template) {
            return new OfProfiles(template, template.devicePosition(), template.resourcePosition(), new HashMap<>());
        }

        @Override
        public void find(String[] topic, Function<String, List<MappedDevice>> devices, Finding finding) {
            String name = topic[devicePosition];
            List<MappedDevice> named = devices.apply(name);
            if (named.isEmpty()) {
                finding.unknownDevice(name);
            }
            String resource = resourcePosition < 0 ? "" : topic[resourcePosition];
            for (MappedDevice device : named) {
                Bindings bindings = device.topic().isPresent()
                        ? null
                        : byProfile.get(device.device().profileName());
                Bindings.Group group = bindings == null ? null : bindings.find(resource);
                if (group == null) {
                    finding.unknownResource(device.name(), resource.isEmpty() ? String.join("/", topic) : resource);
                } else {
                    finding.bound(device, group);
                }
            }
        }
    }

    /** A template that one device gives for itself. */
    record OfDevice(int resourcePosition, MappedDevice device, Bindings bindings) implements Leaf {
        @Override
        public void find(String[] topic, Function<String, List<MappedDevice>> devices, Finding finding) {
            String resource = resourcePosition < 0 ? "" : topic[resourcePosition];
            Bindings.Group group = bindings.find(resource);
            if (group == null) {
                finding.unknownResource(device.name(), resource);
            } else {
                finding.bound(device, group);
            }
        }
    }
}
