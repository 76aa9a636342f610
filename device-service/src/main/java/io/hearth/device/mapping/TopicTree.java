package io.hearth.device.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds what was put under the templates that a topic matches. The time depends on the number of the topic's levels, not on
 * how many devices have templates of their own; only templates that name parts of a level are tried one by one.
 */
final class TopicTree<V> {
    private static final class Node<V> {
        private final Map<String, Node<V>> fixed = new HashMap<>();
        private final List<Part<V>> parts = new ArrayList<>(0);
        private Node<V> any;
        private final List<V> values = new ArrayList<>(1);
        /** Of templates whose {@code #} stands in this level. */
        private final List<V> rest = new ArrayList<>(0);
    }

    /** A level of which a part is named. */
    private record Part<V>(String before, String after, Node<V> node) {
        boolean matches(String level) {
            return level.length() > before.length() + after.length()
                    && level.startsWith(before)
                    && level.endsWith(after);
        }
    }

    private final Node<V> root = new Node<>();

    /** Adds a value; not to be called any more once others look things up. */
    void put(TopicTemplate template, V value) {
        Node<V> node = root;
        for (Level level : template.levels()) {
            if (level instanceof Level.Rest) {
                node.rest.add(value);
                return;
            }
            node = child(node, level);
        }
        node.values.add(value);
    }

    private static <V> Node<V> child(Node<V> node, Level level) {
        return switch (level) {
            case Level.Fixed fixed -> node.fixed.computeIfAbsent(fixed.text(), text -> new Node<>());
            case Level.Named named when named.isWhole() -> anyChild(node);
            case Level.Named named -> partChild(node, named);
            case Level.One one -> anyChild(node);
            case Level.Rest rest -> throw new IllegalArgumentException("# is the last level");
        };
    }

    private static <V> Node<V> anyChild(Node<V> node) {
        if (node.any == null) {
            node.any = new Node<>();
        }
        return node.any;
    }

    private static <V> Node<V> partChild(Node<V> node, Level.Named named) {
        for (Part<V> part : node.parts) {
            if (part.before().equals(named.before()) && part.after().equals(named.after())) {
                return part.node();
            }
        }
        Part<V> added = new Part<>(named.before(), named.after(), new Node<>());
        node.parts.add(added);
        return added.node();
    }

    /** Hands over the values of every template that matches a topic of these levels. */
    void find(String[] topic, Consumer<V> found) {
        find(topic, false, found);
    }

    /** The same; {@code reserved}: only of templates whose first level is this topic's to the letter. */
    void find(String[] topic, boolean reserved, Consumer<V> found) {
        // A wildcard at the start does not reach topics that begin with $ (MQTT 4.7.2).
        find(root, topic, 0, !reserved && !topic[0].startsWith("$"), found);
    }

    private static <V> void find(Node<V> node, String[] topic, int depth, boolean wild, Consumer<V> found) {
        if (wild) {
            // "a/#" also matches "a" itself (MQTT 4.7.1.2).
            node.rest.forEach(found);
        }
        if (depth == topic.length) {
            node.values.forEach(found);
            return;
        }
        String level = topic[depth];
        Node<V> fixed = node.fixed.get(level);
        if (fixed != null) {
            find(fixed, topic, depth + 1, true, found);
        }
        if (wild && node.any != null) {
            find(node.any, topic, depth + 1, true, found);
        }
        if (wild) {
            for (Part<V> part : node.parts) {
                if (part.matches(level)) {
                    find(part.node(), topic, depth + 1, true, found);
                }
            }
        }
    }
}
