package io.hearth.command.external;

import io.hearth.runtime.mqtt.TlsConfig;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The second broker, over which others than the bus's services send commands: EdgeX's {@code ExternalMQTT} and {@code ExternalCommand}. */
public interface ExternalConfig {
    /** EdgeX's {@code ExternalMQTT.Enabled}. */
    @WithDefault("false")
    boolean enabled();

    /**
     * EdgeX's {@code ExternalMQTT.Url}: {@code tcp} or {@code mqtt}, {@code ssl}, {@code tls} or {@code mqtts}, {@code ws} or {@code
     * wss}, with host and port.
     */
    @WithDefault("tcp://localhost:1883")
    String url();

    /** EdgeX's {@code ExternalMQTT.ClientId}. */
    @WithDefault("ex-core-command")
    String clientId();

    /** The user to log in as; none when absent. */
    Optional<String> username();

    /** The user's password. */
    Optional<String> password();

    /** A file whose first line is the user to log in as, in place of {@code username}; read at each connection. */
    Optional<Path> usernameFile();

    /** A file whose first line is the user's password, in place of {@code password}; read at each connection. */
    Optional<Path> passwordFile();

    /** A PEM file of the authorities whose certificates are trusted; those of the JDK when absent. The same as {@code tls.ca-file}. */
    Optional<Path> caFile();

    /** Our own certificate, and what is trusted. Whether the connection is encrypted, the url's scheme says. */
    TlsConfig tls();

    /** EdgeX's {@code ExternalMQTT.QoS}: of the subscriptions and of the answers, 0 to 2. */
    @WithDefault("0")
    int qos();

    /** EdgeX's {@code ExternalMQTT.Retain}: whether the broker keeps the latest answer of each topic. */
    @WithDefault("true")
    boolean retain();

    /** EdgeX's {@code ExternalMQTT.KeepAlive}. */
    @WithDefault("10s")
    Duration keepAlive();

    /** The longest pause between two attempts to reach the broker. */
    @WithDefault("30s")
    Duration maxReconnectDelay();

    /**
     * EdgeX's {@code ExternalCommand.MaxConcurrentRequests}: one more is answered "core-command busy". What waits for its
     * device's turn does not count, so that a slow device takes none of the others' places.
     */
    @WithDefault("32")
    int maxConcurrentRequests();

    /**
     * How many external requests to one device may be under way or wait for their turn at it; one more is answered
     * "core-command busy". As many as {@code max-concurrent-requests} when absent.
     */
    OptionalInt maxWaitingPerDevice();

    /** How many external requests may be under way or wait for their turn in all; one more is answered "core-command busy". */
    @WithDefault("1000")
    int maxWaiting();

    /** What commands come on; the last three levels are device, command, and get or set. */
    @WithDefault("edgex/command/request/#")
    String commandRequestTopic();

    /** What answers to commands begin with; device, command and method follow. */
    @WithDefault("edgex/command/response")
    String commandResponseTopicPrefix();

    /** What command queries come on; the last level is a device's name or {@code all}. */
    @WithDefault("edgex/commandquery/request/#")
    String queryRequestTopic();

    /** Where command queries are answered. */
    @WithDefault("edgex/commandquery/response")
    String queryResponseTopic();
}
