package io.hearth.device.convention;

import io.hearth.device.intake.DeviceMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages in which devices tell of themselves, until they are understood: of each topic the last one. Bounded by number and
 * octets.
 */
public final class Inbox {
    private final int most;
    private final long mostOctets;
    private final Map<String, DeviceMessage> waiting = new LinkedHashMap<>();
    private long octets;
    /** How many of them, from the first, are to be looked at without a pause. */
    private int unseen;

    /** Empty, with its bounds. */
    public Inbox(int most, long mostOctets) {
        this.most = most;
        this.mostOctets = mostOctets;
    }

    /** Adds a message, in the place of one of its topic; false when there is no room. */
    public synchronized boolean offer(DeviceMessage message) {
        DeviceMessage before = waiting.get(message.topic());
        long after = octets + message.payload().length - (before == null ? 0 : before.payload().length);
        if (before == null && waiting.size() >= most || after > mostOctets) {
            return false;
        }
        waiting.put(message.topic(), message);
        octets = after;
        unseen = waiting.size();
        notifyAll();
        return true;
    }

    /**
     * The messages that wait, oldest first; they stay until they are {@link #done}, or go behind the others {@link #later}.
     *
     * @param atMost how many
     * @param pause  how long messages that were answered before are held back when nothing new comes
     */
    public synchronized List<DeviceMessage> await(int atMost, Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (waiting.isEmpty() || unseen == 0 && end - System.nanoTime() > 0) {
            if (waiting.isEmpty()) {
                wait();
            } else {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        }
        List<DeviceMessage> first = waiting.values().stream().limit(atMost).toList();
        unseen = Math.max(0, unseen - first.size());
        return first;
    }

    /** This message needs no more; one of its topic that came since stays. */
    public synchronized void done(DeviceMessage message) {
        if (waiting.remove(message.topic(), message)) {
            octets -= message.payload().length;
        }
    }

    /** This message is to be looked at again, after the others. */
    public synchronized void later(DeviceMessage message) {
        if (waiting.remove(message.topic(), message)) {
            waiting.put(message.topic(), message);
        }
    }

    /** How many wait. */
    public synchronized int size() {
        return waiting.size();
    }
}
