package io.hearth.device.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the named levels of a topic say that name neither device nor resource. */
final class Captures {
    private Captures() {}

    static Map<String, String> of(List<TopicSlot> slots, String[] topic) {
        if (slots.isEmpty()) {
            return Map.of();
        }
        Map<String, String> captures = HashMap.newHashMap(slots.size());
        for (TopicSlot slot : slots) {
            captures.put(slot.name(), slot.in(topic));
        }
        return captures;
    }
}
