package io.hearth.runtime.bus;

/** Listens on the bus while it is connected, see {@link Bus#listen}. Called by the client's own thread: to be quick. */
public interface Listener {
    /** A message came. */
    void received(BusMessage message);

    /** The broker has taken the subscriptions, for the first time or again: what was said before may have been missed. */
    void listening();
}
