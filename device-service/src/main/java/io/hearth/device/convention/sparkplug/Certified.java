package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import java.util.ArrayDeque;
import java.util.Deque;

/** A node or a device: its birth certificate, and what waits for that. */
final class Certified {
    /** A message that was read, and whether it is the birth itself. */
    record Readable(DeviceMessage message, boolean birth) {}

    final Owner owner;
    /** The node that it is or that it is at. */
    final EdgeNode node;
    /** What waits for a birth certificate. */
    final Deque<DeviceMessage> unread = new ArrayDeque<>();
    /** What waits until core-metadata has what the birth certificate says. */
    final Deque<Readable> read = new ArrayDeque<>();

    private Birth birth;
    /** Something was missed since the birth certificate came, which may have been another one. */
    private boolean doubted;

    private Newborn newborn;
    private boolean died;
    private boolean unheard;
    private int octets;

    Certified(Owner owner, EdgeNode node) {
        this.owner = owner;
        this.node = node;
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
        unheard = false;
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
        unheard = false;
    }

    boolean hasDied() {
        return died;
    }

    /** Its birth was put aside before core-metadata had it: nobody was told that it is online. */
    void unheard() {
        unheard = true;
    }

    boolean isUnheard() {
        return unheard;
    }

    /** What core-metadata is being told; absent (null) when nothing is. */
    Newborn newborn() {
        return newborn;
    }

    void placing(Newborn told) {
        newborn = told;
    }

    /** Whether core-metadata is still being told. */
    boolean isBeingPlaced() {
        return newborn != null && !newborn.isRefused();
    }

    boolean waits() {
        return !unread.isEmpty() || !read.isEmpty() || isBeingPlaced();
    }
}
