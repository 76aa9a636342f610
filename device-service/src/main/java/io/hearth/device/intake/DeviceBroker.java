package io.hearth.device.intake;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The broker that devices publish to. All that the rest of the service knows of the MQTT client. */
public interface DeviceBroker extends AutoCloseable {
    /**
     * Begins to connect, again and again, and to receive.
     *
     * @param room     how many messages may be handed over and not yet acknowledged
     * @param arrivals gets each message, in the broker's order; must not block
     */
    void open(int room, Consumer<DeviceMessage> arrivals);

    /** What to be subscribed to from now on, also after reconnecting; what is not in it any more is given up. */
    void follow(Set<String> filters);

    /**
     * Publishes to a device.
     *
     * @param qos 0, 1 or 2; done when written, acknowledged or completed
     * @return fails at once when the broker is not connected: a command must not be carried out at some later time
     */
    CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain);

    /**
     * The same as {@link #publish}, with MQTT 5's response topic and correlation data: a device that knows them replies there,
     * with these octets.
     */
    CompletableFuture<Void> request(
            String topic, byte[] payload, int qos, boolean retain, String responseTopic, byte[] correlation);

    /** The broker of this name; this one, where there is only one. */
    default DeviceBroker named(String broker) {
        return this;
    }

    /** Whether the broker is connected now. */
    boolean connected();

    /** How many connections there have been: one that is lost and back between two looks is seen by it. */
    default int connections() {
        return 0;
    }

    /** Why not everything that should be subscribed to is; empty when it is. */
    String trouble();

    /** Why not all of these filters, which are followed, are subscribed to; empty when they are. */
    default String trouble(Set<String> filters) {
        return trouble();
    }

    /** Where the broker is, {@code host:port}. */
    String address();

    @Override
    void close();
}
