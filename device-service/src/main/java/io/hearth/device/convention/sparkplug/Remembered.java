package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Nodes and devices that were heard of, and their birth certificates, as many as there is memory for. */
final class Remembered {
    private final int maxOwners;
    private final long maxOctets;
    /** The one heard of longest ago first. */
    private final Map<Owner, EdgeNode> nodes = new LinkedHashMap<>(16, 0.75f, true);

    private int owners;
    private long octets;

    /**
     * Nobody yet.
     *
     * @param maxOwners how many nodes, and how many nodes and devices
     * @param maxOctets how large their birth certificates are together
     */
    Remembered(int maxOwners, long maxOctets) {
        this.maxOwners = maxOwners;
        this.maxOctets = maxOctets;
    }

    /** The node, of which was just heard. */
    EdgeNode node(Owner node) {
        return nodes.computeIfAbsent(node, EdgeNode::new);
    }

    Certified certified(EdgeNode node, Owner owner) {
        return node.owners.computeIfAbsent(owner.device(), added -> {
            owners++;
            return new Certified(owner, node);
        });
    }

    /** A birth certificate of this size, in place of the one before. */
    void born(Certified certified, Birth birth, int size) {
        octets += size - certified.octets();
        certified.born(birth, size);
    }

    /** The one to forget, heard of longest ago, while there is too much; one that is too much by itself has to begin anew. */
    Optional<EdgeNode> tooMuch() {
        return owners > maxOwners || nodes.size() > maxOwners || octets > maxOctets
                ? Optional.of(nodes.values().iterator().next())
                : Optional.empty();
    }

    void forget(EdgeNode node) {
        nodes.remove(node.id);
        owners -= node.owners.size();
        node.owners.values().forEach(certified -> octets -= certified.octets());
    }

    int size() {
        return owners;
    }
}
