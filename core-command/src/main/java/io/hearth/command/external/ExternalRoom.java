package io.hearth.command.external;

import java.util.HashMap;
import java.util.Map;

/** How many external requests are under way or wait for their turn, in all and for each device. */
final class ExternalRoom {
    private final int maxInAll;
    private final int maxPerDevice;
    private final Map<String, Integer> perDevice = new HashMap<>();
    private int inAll;

    /**
     * Empty.
     *
     * @param maxInAll     how many there may be
     * @param maxPerDevice how many of them may be for one device
     */
    ExternalRoom(int maxInAll, int maxPerDevice) {
        this.maxInAll = maxInAll;
        this.maxPerDevice = maxPerDevice;
    }

    /** What one gets who asks for a place. */
    sealed interface Admission {
        /** In, until {@link #leave}. */
        record In() implements Admission {}

        /** There is no room; {@code why} begins as EdgeX's answer does. */
        record Full(String why) implements Admission {}
    }

    /** Takes a place for a request to the device. */
    synchronized Admission enter(String device) {
        if (inAll >= maxInAll) {
            return new Admission.Full(
                    "core-command busy: " + maxInAll + " external requests are under way or wait already");
        }
        int there = perDevice.getOrDefault(device, 0);
        if (there >= maxPerDevice) {
            return new Admission.Full("core-command busy: " + maxPerDevice + " external requests to device '" + device
                    + "' are under way or wait already");
        }
        perDevice.put(device, there + 1);
        inAll++;
        return new Admission.In();
    }

    /** Gives back a place that was taken. */
    synchronized void leave(String device) {
        perDevice.computeIfPresent(device, (name, there) -> there == 1 ? null : there - 1);
        inAll--;
    }

    /** How many there are. */
    synchronized int depth() {
        return inAll;
    }

    int capacity() {
        return maxInAll;
    }
}
