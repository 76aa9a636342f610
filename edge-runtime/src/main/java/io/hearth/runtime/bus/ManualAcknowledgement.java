package io.hearth.runtime.bus;

import io.smallrye.reactive.messaging.ClientCustomizer;
import io.smallrye.reactive.messaging.mqtt.session.MqttClientSessionOptions;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.Config;

/**
 * Keeps the MQTT connector from acknowledging messages before anybody has seen them, which is what it does by default: a
 * process that is killed would lose what it had been given.
 */
@ApplicationScoped
public class ManualAcknowledgement implements ClientCustomizer<MqttClientSessionOptions> {
    @Override
    public MqttClientSessionOptions customize(String channel, Config config, MqttClientSessionOptions options) {
        options.setAutoAck(false);
        options.setTcpNoDelay(true);
        return options;
    }
}
