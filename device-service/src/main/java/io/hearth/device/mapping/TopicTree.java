package io.hearth.device.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds what was put under the templates that a topic matches. The time depends on the number of the topic's levels, not on
 * how many templates there are.
 */
final class TopicTree<V> {
    private static final class Node<V> {
        private final Map<String, Node<V>> fixed = new HashMap<>();
        private Node<V> named;
        private final List<V> values = new ArrayList<>(1);
    }

    private final Node<V> root = new Node<>();

    /** Adds a value; not to be called any more once others look things up. */
    void put(TopicTemplate template, V value) {
        Node<V> node = root;
        for (Level level : template.levels()) {
            node = switch (level) {
                case Level.Fixed fixed -> node.fixed.computeIfAbsent(fixed.text(), text -> new Node<>());
                case Level.DeviceName name -> namedChild(node);
                case Level.ResourceName name -> namedChild(node);
            };
        }
        node.values.add(value);
    }

    private static <V> Node<V> namedChild(Node<V> node) {
        if (node.named == null) {
            node.named = new Node<>();
        }
        return node.named;
    }

    /** Hands over the values of every template that matches a topic of these levels. */
    void find(String[] topic, Consumer<V> found) {
        find(root, topic, 0, found);
    }

    private static <V> void find(Node<V> node, String[] topic, int depth, Consumer<V> found) {
        if (depth == topic.length) {
            node.values.forEach(found);
            return;
        }
        Node<V> fixed = node.fixed.get(topic[depth]);
        if (fixed != null) {
            find(fixed, topic, depth + 1, found);
        }
        // A wildcard at the start does not reach topics that begin with $ (MQTT 4.7.2).
        if (node.named != null && !(depth == 0 && topic[0].startsWith("$"))) {
            find(node.named, topic, depth + 1, found);
        }
    }
}
