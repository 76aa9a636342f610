package io.hearth.examples.smarthome.devices;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells a device that listens on the topic it publishes to, which messages are its own coming back. The broker keeps the
 * order of one publisher, so an own message also proves that the ones before it will not come any more.
 */
final class Echoes {
    private static final int MOST = 64;

    private final Deque<String> awaited = new ArrayDeque<>();

    /** This was published. */
    synchronized void sent(String payload) {
        if (awaited.size() == MOST) {
            awaited.removeFirst();
        }
        awaited.addLast(payload);
    }

    /** Whether this message is an own one that came back. */
    synchronized boolean isOwn(String payload) {
        if (!awaited.contains(payload)) {
            return false;
        }
        while (!awaited.removeFirst().equals(payload)) {
            // What was sent before it is not awaited any more.
        }
        return true;
    }

    /** A new connection: what was under way on the old one does not come back. */
    synchronized void forget() {
        awaited.clear();
    }
}
