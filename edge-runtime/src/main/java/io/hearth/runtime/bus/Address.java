package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.lifecycle.MqttClientReconnector;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientReconnector;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientReconnector;
import io.hearth.runtime.mqtt.Access;

/** Where the bus's broker is, and how we get in. */
final class Address {
    private static final int HIGHEST_PORT = 65535;

    private final BusConfig config;
    private final Access access;

    /**
     * The address that is set.
     *
     * @throws IllegalArgumentException naming the setting, its value unless it is a secret, and what is allowed
     */
    Address(BusConfig config) {
        if (config.port() < 1 || config.port() > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "hearth.bus.port is '" + config.port() + "', allowed is 1 to " + HIGHEST_PORT);
        }
        this.config = config;
        this.access = access(config);
        access.check();
    }

    /** How we get in, as it is set. */
    static Access access(BusConfig config) {
        return Access.of(config, BusConfig.PREFIX);
    }

    Access access() {
        return access;
    }

    MqttClientTransportConfig transport() {
        MqttClientTransportConfigBuilder builder =
                MqttClientTransportConfig.builder().serverHost(config.host()).serverPort(config.port());
        if (access.tls().isEnabled()) {
            builder.sslConfig(access.tls().settings());
        }
        return builder.build();
    }

    /**
     * For a client's next attempt: with certificates, name and password as they are in their files now.
     *
     * @throws IllegalArgumentException naming the setting when its file cannot be read any more
     */
    void renew(MqttClientReconnector next) {
        if (!access.isInFiles()) {
            return;
        }
        MqttClientTransportConfig transport = transport();
        switch (next) {
            case Mqtt5ClientReconnector five ->
                access.login()
                        .for5()
                        .ifPresent(login -> five.connect(
                                five.getConnect().extend().simpleAuth(login).build()));
            case Mqtt3ClientReconnector three ->
                access.login()
                        .for3()
                        .ifPresent(login -> three.connect(
                                three.getConnect().extend().simpleAuth(login).build()));
            default -> throw new IllegalStateException("a client of neither MQTT 5 nor 3.1.1: " + next);
        }
        next.transportConfig(transport);
    }

    /** {@code host:port}. */
    @Override
    public String toString() {
        return config.host() + ":" + config.port();
    }
}
