package io.hearth.device.convention.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.Translation;
import io.hearth.device.reading.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/**
 * Reads messages by the birth certificates that hold for them, and keeps those that cannot be read, or have no device in core-metadata,
 * yet: as many as there is room for, and not for ever.
 */
final class Reader {
    private final Host host;
    private final Rebirths rebirths;
    private final Room room;
    private final long maxWait;
    private final Set<Certified> waiting = new LinkedHashSet<>();

    /**
     * Nothing waits.
     *
     * @param maxWait how long a message waits, ns
     */
    Reader(Host host, Rebirths rebirths, Room room, long maxWait) {
        this.host = host;
        this.rebirths = rebirths;
        this.room = room;
        this.maxWait = maxWait;
    }

    void data(Certified certified, DeviceMessage message, Payload payload) {
        if (!certified.isUncertain()) {
            read(certified, message, payload, false);
            return;
        }
        rebirths.expect(certified.node);
        host.heard(certified.owner);
        Optional<String> against = room.against(certified.node.id, Room.octets(message));
        if (against.isPresent()) {
            host.refuse(message, Reason.BIRTH_UNKNOWN, unborn(certified.owner) + ", and " + against.get());
        } else {
            room.enter(certified.node.id, Room.octets(message));
            certified.unread.add(message);
            waiting.add(certified);
        }
    }

    private static String unborn(Owner owner) {
        return "no birth certificate of " + owner.id() + " has come";
    }

    /** Reads a message by the birth certificate that there is, and hands it on if there is a device for it. */
    void read(Certified certified, DeviceMessage message, Payload payload, boolean born) {
        Newborn newborn = certified.newborn();
        if (newborn != null && newborn.isRefused()) {
            host.pass(message.as(Translation.NOTHING));
            return;
        }
        Readings.Read read = Readings.of(certified.birth(), payload, born);
        if (read.unknown()) {
            rebirths.expect(certified.node);
        }
        DeviceMessage readable = message.as(read.translation());
        if (newborn == null) {
            host.pass(readable);
            return;
        }
        host.heard(certified.owner);
        Optional<String> against = room.against(certified.node.id, Room.octets(readable));
        if (against.isPresent()) {
            notAdded(certified, message, born, "core-metadata has it not yet, and " + against.get());
        } else {
            room.enter(certified.node.id, Room.octets(readable));
            certified.read.add(new Certified.Readable(readable, born));
        }
    }

    private void notAdded(Certified certified, DeviceMessage message, boolean born, String why) {
        if (born) {
            certified.unheard();
        }
        host.refuse(message, Reason.NOT_ADDED, why);
    }

    void readAll(Certified certified) {
        while (!certified.unread.isEmpty()) {
            DeviceMessage message = nextUnread(certified);
            try {
                read(certified, message, Payload.parseFrom(message.payload()), false);
            } catch (InvalidProtocolBufferException itWasRead) {
                throw new IllegalStateException(itWasRead);
            }
        }
    }

    private DeviceMessage nextUnread(Certified certified) {
        DeviceMessage message = certified.unread.poll();
        room.leave(certified.node.id, Room.octets(message));
        return message;
    }

    private Certified.Readable nextRead(Certified certified) {
        Certified.Readable readable = certified.read.poll();
        room.leave(certified.node.id, Room.octets(readable.message()));
        return readable;
    }

    void refuseUnread(Certified certified) {
        while (!certified.unread.isEmpty()) {
            host.refuse(nextUnread(certified), Reason.BIRTH_UNKNOWN, unborn(certified.owner));
        }
    }

    /** Hands on what has waited long enough, or need not wait any more; {@code now}: as {@link System#nanoTime}. */
    void tick(long now) {
        boolean changed = host.hasChanged();
        for (Certified certified : List.copyOf(waiting)) {
            Newborn newborn = certified.newborn();
            if (newborn != null && (newborn.isRefused() || changed && host.isPlaced(newborn.birth()))) {
                pass(certified);
                if (!newborn.isRefused()) {
                    placed(certified);
                }
            }
            giveUp(certified, now);
            if (!certified.waits()) {
                waiting.remove(certified);
            }
        }
    }

    private void placed(Certified certified) {
        certified.placing(null);
        if (certified.isUnheard()) {
            rebirths.expect(certified.node);
        }
    }

    void pass(Certified certified) {
        boolean refused = certified.newborn() != null && certified.newborn().isRefused();
        while (!certified.read.isEmpty()) {
            DeviceMessage message = nextRead(certified).message();
            host.pass(refused ? message.as(Translation.NOTHING) : message);
        }
        if (certified.hasDied() && !refused) {
            DeviceMessage death =
                    new DeviceMessage(certified.owner.data(), new byte[0], 0, false, OptionalLong.empty(), () -> {});
            host.gone(death, List.of(certified.owner));
        }
    }

    private void giveUp(Certified certified, long now) {
        while (!certified.read.isEmpty() && isOver(certified.read.peek().message(), now)) {
            Certified.Readable over = nextRead(certified);
            notAdded(certified, over.message(), over.birth(), "core-metadata has " + certified.owner.id() + " not yet");
        }
        while (!certified.unread.isEmpty() && isOver(certified.unread.peek(), now)) {
            if (certified.birth() == null) {
                host.refuse(nextUnread(certified), Reason.BIRTH_UNKNOWN, unborn(certified.owner));
            } else {
                certified.trust();
                readAll(certified);
            }
        }
    }

    private boolean isOver(DeviceMessage message, long now) {
        return now - message.receivedAt() >= maxWait;
    }

    /** What becomes of this one is to be looked at, though none of its messages waits. */
    void await(Certified certified) {
        waiting.add(certified);
    }

    /** Those of whom something waits, or who wait for core-metadata. */
    Set<Certified> waiting() {
        return waiting;
    }

    /** It is not remembered any more. */
    void forget(Certified certified) {
        refuseUnread(certified);
        while (!certified.read.isEmpty()) {
            host.refuse(nextRead(certified).message(), Reason.NOT_ADDED, "there are too many nodes and devices");
        }
        waiting.remove(certified);
    }
}
