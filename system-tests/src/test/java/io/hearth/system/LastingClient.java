package io.hearth.system;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An MQTT client whose session lasts through every loss of its connection, and which comes back soon. */
final class LastingClient {
    private static final int KEEP_ALIVE_SECONDS = 5;

    private LastingClient() {}

    /** One that has never been there before. */
    static Mqtt3AsyncClient connected(String name, int port, Runnable lost) {
        Mqtt3AsyncClient client = MqttClient.builder()
                .useMqttVersion3()
                .identifier(name + "-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(50, TimeUnit.MILLISECONDS)
                .maxDelay(500, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addDisconnectedListener(context -> {
                    lost.run();
                    context.getReconnector().republishIfSessionExpired(true);
                    context.getReconnector().resubscribeIfSessionExpired(true);
                })
                .buildAsync();
        client.connectWith()
                .cleanSession(false)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .send()
                .join();
        return client;
    }

    static void end(Mqtt3AsyncClient client) {
        client.disconnect()
                .orTimeout(2, TimeUnit.SECONDS)
                .exceptionally(failure -> null)
                .join();
    }
}
