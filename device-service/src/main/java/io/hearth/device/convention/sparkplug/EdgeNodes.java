package io.hearth.device.convention.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Type;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.Translation;
import io.hearth.device.reading.Reason;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
    /** The one heard of longest ago first. */
    private final Map<Owner, EdgeNode> nodes = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<EdgeNode> toAsk = new LinkedHashSet<>();
    private final Set<Certified> waiting = new LinkedHashSet<>();
    private int held;
    private int owners;
    private long octets;

    /**
     * What is kept.
     *
     * @param maxBytes   the largest message
     * @param maxHeld    how many messages wait
     * @param maxOwners  how many nodes and devices are remembered
     * @param maxOctets  how large their birth certificates are together
     * @param maxMetrics how many metrics one may declare
     * @param maxWait    how long a message waits, ns
     * @param rebirth    how long a node is left alone, ns
     */
    record Bounds(
            int maxBytes, int maxHeld, int maxOwners, long maxOctets, int maxMetrics, long maxWait, long rebirth) {}

    /** The world around. */
    interface Host {
        /** Hands a message on. */
        void pass(DeviceMessage message);

        /** Whether core-metadata's devices are as the birth certificate says, and known. */
        boolean isPlaced(Birth birth);

        /** Has core-metadata told; false when too many wait for that. */
        boolean place(Newborn newborn);

        /** The node and its devices that core-metadata has. */
        List<Owner> known(Owner node);

        /** Asks for a node's birth certificates; false when that cannot be now. */
        boolean ask(Owner node);
    }

    EdgeNodes(Host host, Bounds bounds) {
        this.host = host;
        this.bounds = bounds;
    }

    /** Takes a message on one of {@link SparkplugTopic#filters}. */
    void take(DeviceMessage message) {
        try {
            byte[] octets = message.payload();
            if (octets.length == 0) {
                refuse(message, Reason.EMPTY, "the payload has no bytes");
            } else if (octets.length > bounds.maxBytes()) {
                refuse(message, Reason.TOO_LARGE, octets.length + " bytes, allowed are at most " + bounds.maxBytes());
            } else {
                take(message, SparkplugTopic.of(message.topic()).orElseThrow(), Payload.parseFrom(octets));
            }
        } catch (InvalidProtocolBufferException malformed) {
            refuse(message, Reason.NOT_UNDERSTOOD, "not a message of Sparkplug B: " + malformed.getMessage());
        } catch (RuntimeException | StackOverflowError bug) {
            refuse(message, Reason.INTERNAL, String.valueOf(bug));
        }
    }

    private void refuse(DeviceMessage message, Reason reason, String detail) {
        host.pass(message.as(Translation.refused(reason, detail)));
    }

    private void take(DeviceMessage message, SparkplugTopic topic, Payload payload) {
        Owner owner = topic.owner();
        if (payload.getUuid().equals(COMPRESSED)) {
            refuse(message, Reason.NOT_UNDERSTOOD, "the message is compressed, which is not supported");
            return;
        }
        if (!owner.canBeMapped()) {
            refuse(message, Reason.NOT_UNDERSTOOD, "'" + owner.id() + "' has { or }, which is not allowed");
            return;
        }
        EdgeNode node = nodes.computeIfAbsent(owner.ofNode(), EdgeNode::new);
        if (topic.type() != Type.NBIRTH && topic.type() != Type.NDEATH && !node.follows(payload)) {
            node.owners.values().forEach(Certified::doubt);
            toAsk.add(node);
        }
        switch (topic.type()) {
            case NBIRTH -> {
                node.born(payload);
                toAsk.remove(node);
                born(node, message, owner, payload);
            }
            case DBIRTH -> born(node, message, owner, payload);
            case NDATA, DDATA -> data(node, message, owner, payload);
            case NDEATH -> nodeDied(node, message, payload);
            case DDEATH -> died(node, message, owner);
        }
        forget();
    }

    private Certified certified(EdgeNode node, Owner owner) {
        return node.owners.computeIfAbsent(owner.device(), added -> {
            owners++;
            return new Certified(owner);
        });
    }

    private void born(EdgeNode node, DeviceMessage message, Owner owner, Payload payload) {
        Certified certified = certified(node, owner);
        boolean tooMuch = payload.getMetricsCount() > bounds.maxMetrics();
        Birth birth = Birth.of(owner, tooMuch ? Payload.getDefaultInstance() : payload);
        octets += message.payload().length - certified.octets();
        certified.born(birth, message.payload().length);
        Newborn newborn = new Newborn(birth, message);
        if (tooMuch) {
            refuseBirth(
                    certified,
                    newborn,
                    "it has " + payload.getMetricsCount()
                            + " metrics, allowed by hearth.device.conventions.max-resources are "
                            + bounds.maxMetrics());
        } else if (host.isPlaced(birth)) {
            pass(certified);
            certified.placing(null);
            read(node, certified, message, payload, true);
        } else if (host.place(newborn)) {
            certified.placing(newborn);
            read(node, certified, message, payload, true);
        } else {
            toAsk.add(node);
            refuseBirth(certified, newborn, "too many devices wait to be added");
        }
        readAll(node, certified);
    }

    /** Until another one comes what it says is passed over. */
    private void refuseBirth(Certified certified, Newborn newborn, String why) {
        newborn.refuse();
        certified.placing(newborn);
        refuse(newborn.message(), Reason.NOT_ADDED, why);
    }

    private void data(EdgeNode node, DeviceMessage message, Owner owner, Payload payload) {
        Certified certified = certified(node, owner);
        if (!certified.isUncertain()) {
            read(node, certified, message, payload, false);
            return;
        }
        toAsk.add(node);
        if (held >= bounds.maxHeld()) {
            refuse(message, Reason.BIRTH_UNKNOWN, unborn(owner) + ", and " + held + " messages wait already");
        } else {
            certified.unread.add(new Certified.Unread(message, payload));
            waiting.add(certified);
            held++;
        }
    }

    private static String unborn(Owner owner) {
        return "no birth certificate of " + owner.id() + " has come";
    }

    /** Reads a message by the birth certificate that there is, and hands it on if there is a device for it. */
    private void read(EdgeNode node, Certified certified, DeviceMessage message, Payload payload, boolean born) {
        Newborn newborn = certified.newborn();
        if (newborn != null && newborn.isRefused()) {
            host.pass(message.as(Translation.NOTHING));
            return;
        }
        Readings.Read read = Readings.of(certified.birth(), payload, born);
        if (read.unknown()) {
            toAsk.add(node);
        }
        DeviceMessage readable = message.as(read.translation());
        if (newborn == null) {
            host.pass(readable);
        } else if (held >= bounds.maxHeld()) {
            refuse(message, Reason.NOT_ADDED, "core-metadata has it not yet, and " + held + " messages wait already");
        } else {
            certified.read.add(readable);
            waiting.add(certified);
            held++;
        }
    }

    private void readAll(EdgeNode node, Certified certified) {
        while (!certified.unread.isEmpty()) {
            Certified.Unread unread = certified.unread.poll();
            held--;
            read(node, certified, unread.message(), unread.payload(), false);
        }
    }

    private void nodeDied(EdgeNode node, DeviceMessage message, Payload payload) {
        if (!node.isDeath(payload)) {
            host.pass(message.as(Translation.NOTHING));
            return;
        }
        node.died();
        node.owners.values().forEach(this::refuseUnread);
        gone(message, host.known(node.id));
    }

    private void died(EdgeNode node, DeviceMessage message, Owner owner) {
        Certified certified = node.owners.get(owner.device());
        if (certified != null) {
            certified.died();
            refuseUnread(certified);
        }
        gone(message, host.known(node.id).stream().filter(owner::equals).toList());
    }

    private void gone(DeviceMessage message, List<Owner> who) {
        host.pass(message.as(new Translation(who.stream().map(Readings::offline).toList(), Optional.empty())));
    }

    private void refuseUnread(Certified certified) {
        while (!certified.unread.isEmpty()) {
            held--;
            refuse(certified.unread.poll().message(), Reason.BIRTH_UNKNOWN, unborn(certified.owner));
        }
    }

    /** A node that core-metadata has: what it is now is not known yet. */
    void expect(Owner node) {
        toAsk.add(nodes.computeIfAbsent(node.ofNode(), EdgeNode::new));
    }

    /** Hands on what has waited long enough, or need not wait any more; {@code now}: as {@link System#nanoTime}. */
    void tick(long now) {
        for (Certified certified : List.copyOf(waiting)) {
            Newborn newborn = certified.newborn();
            if (newborn != null && (newborn.isRefused() || host.isPlaced(newborn.birth()))) {
                pass(certified);
                if (!newborn.isRefused()) {
                    certified.placing(null);
                }
            }
            giveUp(certified, now);
            if (certified.unread.isEmpty() && certified.read.isEmpty()) {
                waiting.remove(certified);
            }
        }
        ask(now);
    }

    private void pass(Certified certified) {
        boolean refused = certified.newborn() != null && certified.newborn().isRefused();
        while (!certified.read.isEmpty()) {
            held--;
            DeviceMessage message = certified.read.poll();
            host.pass(refused ? message.as(Translation.NOTHING) : message);
        }
        if (certified.hasDied() && !refused) {
            DeviceMessage death =
                    new DeviceMessage(certified.owner.data(), new byte[0], 0, false, OptionalLong.empty(), () -> {});
            gone(death, List.of(certified.owner));
        }
    }

    private void giveUp(Certified certified, long now) {
        while (isOver(certified.read.peek(), now)) {
            held--;
            refuse(certified.read.poll(), Reason.NOT_ADDED, "core-metadata has " + certified.owner.id() + " not yet");
        }
        Certified.Unread oldest = certified.unread.peek();
        if (oldest == null || !isOver(oldest.message(), now)) {
            return;
        }
        if (certified.birth() == null) {
            held--;
            certified.unread.poll();
            refuse(oldest.message(), Reason.BIRTH_UNKNOWN, unborn(certified.owner));
            giveUp(certified, now);
        } else {
            certified.trust();
            readAll(nodes.get(certified.owner.ofNode()), certified);
        }
    }

    private boolean isOver(DeviceMessage message, long now) {
        return message != null && now - message.receivedAt() >= bounds.maxWait();
    }

    private void ask(long now) {
        for (EdgeNode node : List.copyOf(toAsk)) {
            if (!node.mayBeAsked(now, bounds.rebirth())) {
                continue;
            }
            if (!host.ask(node.id)) {
                return;
            }
            node.asked(now);
            if (!node.waits()) {
                toAsk.remove(node);
            }
        }
    }

    /** The node that was heard of longest ago goes first; one that is too much by itself has to begin anew. */
    private void forget() {
        while (owners > bounds.maxOwners() || nodes.size() > bounds.maxOwners() || octets > bounds.maxOctets()) {
            remove(nodes.values().iterator().next());
        }
    }

    private void remove(EdgeNode node) {
        nodes.remove(node.id);
        toAsk.remove(node);
        owners -= node.owners.size();
        for (Certified certified : node.owners.values()) {
            refuseUnread(certified);
            while (!certified.read.isEmpty()) {
                held--;
                refuse(certified.read.poll(), Reason.NOT_ADDED, "there are too many nodes and devices");
            }
            waiting.remove(certified);
            octets -= certified.octets();
        }
    }

    int held() {
        return held;
    }

    int size() {
        return owners;
    }
}
