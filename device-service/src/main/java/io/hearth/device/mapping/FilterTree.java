package io.hearth.device.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Topic filters of which no two overlap, by their levels: finds the one that another filter overlaps without comparing all. */
final class FilterTree {
    private static final String ANY = "+";
    private static final String REST = "#";

    private static final class Node {
        private final Map<String, Node> children = new HashMap<>();
        private String[] filter;
    }

    private final Node root = new Node();

    void add(String[] filter) {
        Node node = root;
        for (String level : filter) {
            node = node.children.computeIfAbsent(level, text -> new Node());
        }
        node.filter = filter;
    }

    void remove(String[] filter) {
        remove(root, filter, 0);
    }

    /** True when nothing is left under the node. */
    private static boolean remove(Node node, String[] filter, int depth) {
        if (depth == filter.length) {
            node.filter = null;
        } else {
            Node child = node.children.get(filter[depth]);
            if (child != null && remove(child, filter, depth + 1)) {
                node.children.remove(filter[depth]);
            }
        }
        return node.children.isEmpty() && node.filter == null;
    }

    /** A filter of the tree that matches some topic which this one matches too. */
    Optional<String[]> overlapping(String[] filter) {
        return Optional.ofNullable(find(root, filter, 0));
    }

    private static String[] find(Node node, String[] filter, int depth) {
        // A wildcard at the start does not reach topics that begin with $ (MQTT 4.7.2).
        boolean reserved = depth == 0 && filter[0].startsWith("$");
        Node rest = node.children.get(REST);
        if (rest != null && !reserved) {
            // "a/#" also matches "a" itself (MQTT 4.7.1.2).
            return rest.filter;
        }
        if (depth == filter.length) {
            return node.filter;
        }
        String level = filter[depth];
        if (level.equals(REST)) {
            return depth == 0 ? anyOfDevices(node) : any(node);
        }
        if (level.equals(ANY)) {
            return among(node, filter, depth);
        }
        Node fixed = node.children.get(level);
        String[] found = fixed == null ? null : find(fixed, filter, depth + 1);
        Node wild = node.children.get(ANY);
        return found == null && wild != null && !reserved ? find(wild, filter, depth + 1) : found;
    }

    private static String[] among(Node node, String[] filter, int depth) {
        for (Map.Entry<String, Node> child : node.children.entrySet()) {
            boolean reserved = depth == 0 && child.getKey().startsWith("$");
            String[] found = reserved ? null : find(child.getValue(), filter, depth + 1);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String[] anyOfDevices(Node root) {
        for (Map.Entry<String, Node> child : root.children.entrySet()) {
            if (!child.getKey().startsWith("$")) {
                return any(child.getValue());
            }
        }
        return null;
    }

    private static String[] any(Node node) {
        Node some = node;
        while (some.filter == null) {
            if (some.children.isEmpty()) {
                return null;
            }
            some = some.children.values().iterator().next();
        }
        return some.filter;
    }
}
