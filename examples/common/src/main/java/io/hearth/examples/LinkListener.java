package io.hearth.examples;

/** Learns when a device has the broker and when it has lost it; called on the connection's thread. */
public interface LinkListener {
    /** The device is connected, for the first time or again. */
    void up(String device);

    /** The device has lost the broker, or did not get it; called for every attempt. */
    void down(String device);
}
