package io.hearth.device.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The topics on which devices reply to what they are asked or told. */
final class ReplyTopics {
    private final TopicTree<ReplyRoute> tree = new TopicTree<>();
    private final Set<ReplyRoute> routes = new HashSet<>();

    void add(MappedProfile profile) {
        for (MappedResource resource : profile.resources().values()) {
            resource.write().flatMap(WriteBinding::reply).ifPresent(this::add);
            resource.request().map(ReadRequest::reply).ifPresent(this::add);
        }
    }

    private void add(ReplyRule rule) {
        Optional<TopicSlot> slot =
                rule.correlation() instanceof Correlation.InTopic ? rule.topic().correlationSlot() : Optional.empty();
        ReplyRoute route = new ReplyRoute(rule.topic(), slot, rule.correlation(), rule.codec());
        if (routes.add(route)) {
            tree.put(rule.topic(), route);
        }
    }

    boolean isEmpty() {
        return routes.isEmpty();
    }

    Set<String> filters() {
        Set<String> filters = new TreeSet<>();
        routes.forEach(route -> filters.add(route.topic().filter()));
        return filters;
    }

    List<ReplyRoute> find(String[] topic) {
        List<ReplyRoute> found = new ArrayList<>(1);
        tree.find(topic, found::add);
        return found;
    }
}
