package io.hearth.device.convention.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Type;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.Translation;
import io.hearth.device.reading.Reason;
import java.util.List;
import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/**
 * What nodes and their devices say, in the order in which it comes, each message read by the birth certificate that holds for it.
 * What cannot be read yet waits; all of it is handed on in the end. Of one thread.
 */
final class EdgeNodes {
    /** What Tahu puts into messages that hold a compressed one. */
    private static final String COMPRESSED = "SPBV1.0_COMPRESSED";

    private final Host host;
    private final Bounds bounds;
    private final Remembered remembered;
    private final Rebirths rebirths;
    private final Room room;
    private final Reader reader;

    /**
     * What is kept.
     *
     * @param maxBytes   the largest message
     * @param room       how much waits
     * @param maxOwners  how many nodes and devices are remembered
     * @param maxOctets  how large their birth certificates are together
     * @param maxMetrics how many metrics one may declare
     * @param maxWait    how long a message waits, ns
     * @param rebirth    how long a node is left alone, ns
     */
    record Bounds(
            int maxBytes,
            Room.Bounds room,
            int maxOwners,
            long maxOctets,
            int maxMetrics,
            long maxWait,
            long rebirth) {}

    EdgeNodes(Host host, Bounds bounds) {
        this.host = host;
        this.bounds = bounds;
        this.remembered = new Remembered(bounds.maxOwners(), bounds.maxOctets());
        this.rebirths = new Rebirths(host::ask, bounds.rebirth());
        this.room = new Room(bounds.room());
        this.reader = new Reader(host, rebirths, room, bounds.maxWait());
    }

    /** Takes a message on one of {@link SparkplugTopic#filters}. */
    void take(DeviceMessage message) {
        try {
            byte[] octets = message.payload();
            if (octets.length == 0) {
                host.refuse(message, Reason.EMPTY, "the payload has no bytes");
            } else if (octets.length > bounds.maxBytes()) {
                host.refuse(
                        message, Reason.TOO_LARGE, octets.length + " bytes, allowed are at most " + bounds.maxBytes());
            } else {
                take(message, SparkplugTopic.of(message.topic()).orElseThrow(), Payload.parseFrom(octets));
            }
        } catch (InvalidProtocolBufferException malformed) {
            host.refuse(message, Reason.NOT_UNDERSTOOD, "not a message of Sparkplug B: " + malformed.getMessage());
        } catch (RuntimeException | StackOverflowError | LinkageError bug) {
            host.refuse(message, Reason.INTERNAL, String.valueOf(bug));
        }
    }

    private void take(DeviceMessage message, SparkplugTopic topic, Payload payload) {
        Owner owner = topic.owner();
        if (payload.getUuid().equals(COMPRESSED)) {
            host.refuse(message, Reason.NOT_UNDERSTOOD, "the message is compressed, which is not supported");
            return;
        }
        if (!owner.canBeMapped()) {
            host.refuse(message, Reason.NOT_UNDERSTOOD, "'" + owner.id() + "' has { or }, which is not allowed");
            return;
        }
        EdgeNode node = remembered.node(owner.ofNode());
        if (node.isAgain(message, payload)) {
            host.pass(message.as(Translation.NOTHING));
            return;
        }
        if (topic.type() != Type.NBIRTH && topic.type() != Type.NDEATH && !node.follows(payload)) {
            node.owners.values().forEach(Certified::doubt);
            rebirths.expect(node);
        }
        switch (topic.type()) {
            case NBIRTH -> {
                node.born(payload);
                rebirths.forget(node);
                born(remembered.certified(node, owner), message, payload);
            }
            case DBIRTH -> born(remembered.certified(node, owner), message, payload);
            case NDATA, DDATA -> reader.data(remembered.certified(node, owner), message, payload);
            case NDEATH -> nodeDied(node, message, payload);
            case DDEATH -> died(node, message, owner);
        }
        for (Optional<EdgeNode> old = remembered.tooMuch(); old.isPresent(); old = remembered.tooMuch()) {
            forget(old.get());
        }
    }

    private void born(Certified certified, DeviceMessage message, Payload payload) {
        boolean tooMuch = payload.getMetricsCount() > bounds.maxMetrics();
        Birth birth = Birth.of(certified.owner, tooMuch ? Payload.getDefaultInstance() : payload);
        remembered.born(certified, birth, message.payload().length);
        Newborn newborn = new Newborn(birth, message);
        if (tooMuch) {
            refuseBirth(
                    certified,
                    newborn,
                    "it has " + payload.getMetricsCount()
                            + " metrics, allowed by hearth.device.conventions.max-resources are "
                            + bounds.maxMetrics());
        } else if (host.isPlaced(birth)) {
            reader.pass(certified);
            certified.placing(null);
            reader.read(certified, message, payload, true);
        } else {
            place(certified, newborn, payload);
        }
        reader.readAll(certified);
    }

    private void place(Certified certified, Newborn newborn, Payload payload) {
        Optional<String> against = host.place(newborn);
        if (against.isPresent()) {
            rebirths.expect(certified.node);
            refuseBirth(certified, newborn, "it has to be added, and " + against.get());
        } else {
            certified.placing(newborn);
            reader.await(certified);
            reader.read(certified, newborn.message(), payload, true);
        }
    }

    /** Until another one comes what it says is passed over. */
    private void refuseBirth(Certified certified, Newborn newborn, String why) {
        newborn.refuse();
        certified.placing(newborn);
        host.refuse(newborn.message(), Reason.NOT_ADDED, why);
    }

    private void nodeDied(EdgeNode node, DeviceMessage message, Payload payload) {
        if (!node.isDeath(payload)) {
            host.pass(message.as(Translation.NOTHING));
            return;
        }
        node.died();
        node.owners.values().forEach(reader::refuseUnread);
        host.gone(message, host.known(node.id));
    }

    private void died(EdgeNode node, DeviceMessage message, Owner owner) {
        Certified certified = node.owners.get(owner.device());
        if (certified != null) {
            certified.died();
            reader.refuseUnread(certified);
        }
        host.gone(message, host.known(node.id).stream().filter(owner::equals).toList());
    }

    /** Nobody listened for a while: of these, and of those that core-metadata is to have, it is not known what they are now. */
    void expect(List<Owner> known) {
        known.forEach(owner -> rebirths.expect(remembered.node(owner.ofNode())));
        reader.waiting().stream()
                .filter(Certified::isBeingPlaced)
                .forEach(certified -> rebirths.expect(certified.node));
    }

    private void forget(EdgeNode node) {
        remembered.forget(node);
        rebirths.forget(node);
        node.owners.values().forEach(reader::forget);
    }

    /** Hands on what has waited long enough, or need not wait any more; {@code now}: as {@link System#nanoTime}. */
    void tick(long now) {
        reader.tick(now);
        rebirths.ask(now);
    }

    /** How much waits. */
    Room room() {
        return room;
    }

    int size() {
        return remembered.size();
    }
}
