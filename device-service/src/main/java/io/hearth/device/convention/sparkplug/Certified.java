package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** A node or a device: its birth certificate, and what waits for that. */
final class Certified {
    /** A message that was not read yet. */
    record Unread(DeviceMessage message, Payload payload) {}

    final Owner owner;
    /** What waits for a birth certificate. */
    final Deque<Unread> unread = new ArrayDeque<>();
    /** What waits until core-metadata has what the birth certificate says. */
    final Deque<DeviceMessage> read = new ArrayDeque<>();

    private Birth birth;
    /** Something was missed since the birth certificate came, which may have been another one. */
    private boolean doubted;

    private Newborn newborn;
    private boolean died;
    private int octets;

    Certified(Owner owner) {
        this.owner = owner;
    }

    Birth birth() {
        return birth;
    }

    /** The size of its last birth certificate. */
    int octets() {
        return octets;
    }

    /** Whether data has to wait for a birth certificate. */
    boolean isUncertain() {
        return birth == null || doubted;
    }

    void born(Birth certificate, int size) {
        birth = certificate;
        octets = size;
        doubted = false;
        died = false;
    }

    void doubt() {
        doubted = true;
    }

    /** No other birth certificate came in time. */
    void trust() {
        doubted = false;
    }

    /** What is said after this needs another birth certificate. */
    void expire() {
        birth = null;
    }

    /** It is gone before core-metadata has it. */
    void died() {
        birth = null;
        died = newborn != null;
    }

    boolean hasDied() {
        return died;
    }

    /** What core-metadata is being told; absent (null) when nothing is. */
    Newborn newborn() {
        return newborn;
    }

    void placing(Newborn told) {
        newborn = told;
    }
}
