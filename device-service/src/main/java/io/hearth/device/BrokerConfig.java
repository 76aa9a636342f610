package io.hearth.device;

import io.hearth.runtime.mqtt.AccessConfig;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What can be set of the way to one of the devices' brokers, and of what it allows (docs/brokers.md). */
public interface BrokerConfig extends AccessConfig {
    /** Whether MQTT goes over web sockets: {@code ws}, or {@code wss} with TLS. */
    @WithDefault("false")
    boolean webSockets();

    /** The web sockets' path. */
    @WithDefault("mqtt")
    String webSocketPath();

    /** MQTT's version: {@code 5}, {@code 3.1.1}, or {@code auto}: 5, and 3.1.1 with a broker that does not know it. */
    @WithDefault("auto")
    String version();

    /** Where we say, retained, that we are {@code online} or, as last will too, {@code offline}; nowhere when absent. */
    Optional<String> statusTopic();

    /**
     * Where the broker tells that a client has connected: a topic with {@code {client}} as the level that is the client's id, and
     * {@code +}; nowhere when absent.
     */
    Optional<String> connectedTopic();

    /** Where the broker tells that a client is gone, as {@link #connectedTopic}. */
    Optional<String> disconnectedTopic();

    /** Whose limits hold: {@code none}, {@code aws-iot}, {@code azure-iot-hub}, {@code hivemq-cloud} or {@code rabbitmq}. */
    @WithDefault("none")
    String limits();
}
