package io.hearth.device.intake;

import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.hearth.device.DeviceConfig;
import io.hearth.device.ServiceKey;
import io.hearth.device.mapping.BrokerLimits;
import io.hearth.device.mapping.BrokerRule;
import io.hearth.device.mapping.MappingRules;
import io.hearth.runtime.mqtt.Access;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is set of one broker, and what a client needs of it. Files are read whenever they are needed: a renewed certificate or
 * token counts at the next connection.
 *
 * @param name   the broker's name
 * @param config its settings
 * @param access how we get in
 * @param service who we are
 */
public record BrokerSettings(String name, DeviceConfig.Mqtt config, Access access, ServiceKey service) {
    private static final String ONLINE = "online";
    private static final String OFFLINE = "offline";

    /** With what is set of how we get in, for the service without an instance's name. */
    public BrokerSettings(String name, DeviceConfig.Mqtt config) {
        this(name, config, ServiceKey.ALONE);
    }

    /** With what is set of how we get in. */
    BrokerSettings(String name, DeviceConfig.Mqtt config, ServiceKey service) {
        this(name, config, Access.of(config, prefix(name)), service);
    }

    /** The same, where nothing is set of how we get in as this says. */
    BrokerSettings orElse(Access other) {
        return new BrokerSettings(name, config, access.orElse(other), service);
    }

    /**
     * That the settings make sense.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed, when one does not
     */
    void check() {
        access.check();
        rule();
        version();
        transport();
        connect();
        config.statusTopic()
                .filter(topic -> !topic.isEmpty())
                .ifPresent(topic -> allowed("status-topic", topic, limits().objectionToTopic(topic)));
        // What is none of its topics is not subscribed to; what would be has to be no longer than it allows.
        incomingTopic().filter(limits()::takesFilter).ifPresent(filter -> subscribable("incoming-topic", filter));
        connectedTopic().map(ClientTopic::filter).ifPresent(filter -> subscribable("connected-topic", filter));
        disconnectedTopic().map(ClientTopic::filter).ifPresent(filter -> subscribable("disconnected-topic", filter));
    }

    /**
     * That the broker takes a filter that is not a device's.
     *
     * @param asking what wants to be subscribed to it
     * @throws IllegalArgumentException naming the limits, the filter and what is allowed, when it does not
     */
    void subscribable(String asking, String filter) {
        allowed(asking, filter, limits().objectionToFilter(filter));
    }

    private void allowed(String asking, String topic, Optional<String> objection) {
        objection.ifPresent(why -> {
            throw new IllegalArgumentException(prefix() + ".limits is '" + config.limits() + "', which does not take '"
                    + topic + "' of " + asking + ": " + why);
        });
    }

    /** Where it tells that a client has connected; absent when it does not. */
    Optional<ClientTopic> connectedTopic() {
        return clientTopic(".connected-topic", config.connectedTopic());
    }

    /** Where it tells that a client is gone; absent when it does not. */
    Optional<ClientTopic> disconnectedTopic() {
        return clientTopic(".disconnected-topic", config.disconnectedTopic());
    }

    private Optional<ClientTopic> clientTopic(String setting, Optional<String> text) {
        return text.filter(topic -> !topic.isEmpty()).map(topic -> ClientTopic.of(prefix() + setting, topic));
    }

    boolean isDefault() {
        return name.equals(MappingRules.DEFAULT_BROKER);
    }

    /** What the names of its settings begin with. */
    String prefix() {
        return prefix(name);
    }

    private static String prefix(String name) {
        return name.equals(MappingRules.DEFAULT_BROKER) ? "hearth.device.mqtt" : "hearth.device.brokers." + name;
    }

    /** What people call it. */
    String title() {
        return "the devices' broker " + (isDefault() ? "" : "'" + name + "' ") + "at " + address();
    }

    /** Whether it has the clock that we have. */
    boolean isOnThisHost() {
        String host = config.host();
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    /** {@code host:port}. */
    String address() {
        return config.host() + ":" + config.port();
    }

    /** What we are called at it. */
    public String clientId() {
        return config.clientId().orElse(service + (isDefault() ? "-devices" : "-devices-" + name));
    }

    /** The queue's name in metrics. */
    String queue() {
        return isDefault() ? "ds-devices" : "ds-devices-" + name;
    }

    /** Where its files are: those of the default broker where they were before there were others. */
    Path dir(Path dataDir) {
        return isDefault() ? dataDir : dataDir.resolve("brokers").resolve(name);
    }

    /** What holds for mappings at it. */
    public BrokerRule rule() {
        return new BrokerRule(
                incomingTopic(),
                limits(),
                Stream.of(connectedTopic(), disconnectedTopic())
                        .flatMap(Optional::stream)
                        .map(ClientTopic::filter)
                        .collect(Collectors.toSet()));
    }

    private Optional<String> incomingTopic() {
        return config.incomingTopic().filter(topic -> !topic.isEmpty());
    }

    BrokerLimits limits() {
        return BrokerLimits.of(prefix() + ".limits", config.limits());
    }

    ProtocolVersion version() {
        return ProtocolVersion.of(prefix() + ".version", config.version(), config.brokerStampsOrigin());
    }

    /** How it is reached. */
    public MqttClientTransportConfig transport() {
        long timeout = config.connectTimeout().toMillis();
        MqttClientTransportConfigBuilder builder = MqttClientTransportConfig.builder()
                .serverHost(config.host())
                .serverPort(config.port())
                .socketConnectTimeout(timeout, TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(timeout, TimeUnit.MILLISECONDS);
        if (config.webSockets()) {
            String path = config.webSocketPath();
            builder.webSocketConfig()
                    .serverPath(path.startsWith("/") ? path.substring(1) : path)
                    .applyWebSocketConfig();
        }
        if (access.tls().isEnabled()) {
            builder.sslConfig(access.tls().settings());
        }
        return builder.build();
    }

    /** What we say when we connect: who we are, and what is to be said of us when we are gone. */
    public Mqtt5Connect connect() {
        Mqtt5ConnectBuilder builder = Mqtt5Connect.builder()
                .cleanStart(false)
                .sessionExpiryInterval(config.sessionExpiry().toSeconds())
                .keepAlive((int) config.keepAlive().toSeconds());
        access.login().for5().ifPresent(builder::simpleAuth);
        status(OFFLINE).ifPresent(will -> builder.willPublish(will));
        return builder.build();
    }

    /** The same for a connection that leaves nothing behind at the broker, and of whose end nothing is to be said. */
    Mqtt5Connect connectWithoutSession() {
        Mqtt5ConnectBuilder builder = Mqtt5Connect.builder()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive((int) config.keepAlive().toSeconds());
        access.login().for5().ifPresent(builder::simpleAuth);
        return builder.build();
    }

    /** That we are there; absent when it is not to be said. */
    Optional<Mqtt5Publish> online() {
        return status(ONLINE);
    }

    /** That we are gone; absent when it is not to be said. */
    Optional<Mqtt5Publish> offline() {
        return status(OFFLINE);
    }

    private Optional<Mqtt5Publish> status(String word) {
        return config.statusTopic().filter(topic -> !topic.isEmpty()).map(topic -> Mqtt5Publish.builder()
                .topic(topic(topic))
                .payload(word.getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(limits().retain())
                .build());
    }

    private MqttTopic topic(String text) {
        try {
            return MqttTopic.of(text);
        } catch (IllegalArgumentException noTopic) {
            throw new IllegalArgumentException(
                    prefix() + ".status-topic is '" + text + "', allowed is a topic to publish to", noTopic);
        }
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return name + " at " + address();
    }
}
