package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** A node and its devices, and the order of what they say: all of it is numbered together. */
final class EdgeNode {
    private static final int NUMBERS = 256;
    private static final int ANY = -1;

    final Owner id;
    /** Itself and its devices, by the device's id. */
    final Map<String, Certified> owners = new LinkedHashMap<>();

    private int next = ANY;
    private OptionalLong bdSeq = OptionalLong.empty();
    private long askedAt;
    private boolean asked;
    private Last last = new Last("", 0, 0);

    /** By what a message is known again. */
    private record Last(String topic, long sum, int octets) {}

    EdgeNode(Owner id) {
        this.id = id;
    }

    /** Its birth: all certificates of its devices have to come again. */
    void born(Payload payload) {
        next = payload.hasSeq() ? number(payload.getSeq() + 1) : ANY;
        bdSeq = bdSeq(payload);
        owners.values().forEach(Certified::expire);
    }

    private static int number(long seq) {
        return (int) Math.floorMod(seq, (long) NUMBERS);
    }

    /** Whether a message is the next one; whatever it is, the one after it is expected from then on. */
    boolean follows(Payload payload) {
        boolean follows = next == ANY || !payload.hasSeq() || payload.getSeq() == next;
        next = payload.hasSeq() ? number(payload.getSeq() + 1) : next;
        return follows;
    }

    /**
     * Whether it is the last message once more: a broker may deliver one for each filter that matches it (MQTT 5, 3.3.4). What a
     * node says twice has another number.
     */
    boolean isAgain(DeviceMessage message, Payload payload) {
        CRC32C sum = new CRC32C();
        sum.update(message.payload());
        Last now = new Last(message.topic(), sum.getValue(), message.payload().length);
        boolean again = now.equals(last) && (payload.hasSeq() || message.topic().contains("/NDEATH/"));
        last = now;
        return again;
    }

    /** Whether a death is of the birth that is known: a will may come after its node is there again. */
    boolean isDeath(Payload payload) {
        OptionalLong of = bdSeq(payload);
        return bdSeq.isEmpty() || of.isEmpty() || of.getAsLong() == bdSeq.getAsLong();
    }

    void died() {
        next = ANY;
        bdSeq = OptionalLong.empty();
        owners.values().forEach(Certified::died);
    }

    private static OptionalLong bdSeq(Payload payload) {
        for (Metric metric : payload.getMetricsList()) {
            if (metric.getName().equals(Birth.BD_SEQ)) {
                return OptionalLong.of(metric.hasLongValue() ? metric.getLongValue() : metric.getIntValue());
            }
        }
        return OptionalLong.empty();
    }

    /** Whether it may be asked for its birth certificates. */
    boolean mayBeAsked(long now, long interval) {
        return !asked || now - askedAt >= interval;
    }

    void asked(long now) {
        asked = true;
        askedAt = now;
    }

    boolean waits() {
        return owners.values().stream().anyMatch(owner -> !owner.unread.isEmpty());
    }
}
