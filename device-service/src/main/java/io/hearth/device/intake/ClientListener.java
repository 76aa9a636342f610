package io.hearth.device.intake;

/** Is told by brokers which clients come and go. */
@FunctionalInterface
public interface ClientListener {
    /**
     * A client has connected, or is gone; must not take long.
     *
     * @param broker the broker's name
     * @param client the client's id
     */
    void told(String broker, String client, boolean connected);
}
