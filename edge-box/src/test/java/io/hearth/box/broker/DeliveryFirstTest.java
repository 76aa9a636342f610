package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each request of EdgeX's clients over the bus subscribes to a topic of its own, and unsubscribes when the reply is there. */
class DeliveryFirstTest {
    @TempDir
    private Path data;

    private final int port = Ports.free();
    private EmbeddedBroker broker;
    private Mqtt3AsyncClient asker;

    @BeforeEach
    void start() throws Exception {
        BoxConfig config = BoxSettings.read(Map.of()).getConfigMapping(BoxConfig.class);
        broker = EmbeddedBroker.start(config.broker(), new Server("127.0.0.1", port), data, 1);
        asker = MqttClient.builder()
                .useMqttVersion3()
                .identifier("asker")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        asker.connect().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        asker.disconnect().get(10, TimeUnit.SECONDS);
        broker.close();
    }

    @Test
    void who_unsubscribes_while_a_message_is_being_delivered_does_not_wait_for_long() throws Exception {
        CompletableFuture<?> delivering = new CompletableFuture<>();
        broker.server().registerBrokerPlugin(new ActiveMQServerMessagePlugin() {
            @Override
            public void beforeDeliver(ServerConsumer consumer, MessageReference message) {
                if (message.getQueue().getAddress().toString().equals("reply.1")) {
                    delivering.complete(null);
                    await().until(DeliveryFirstTest::isWaitedForTheDelivery);
                }
            }
        });
        asker.subscribeWith()
                .topicFilter("reply/1")
                .qos(MqttQos.AT_MOST_ONCE)
                .send()
                .get(10, TimeUnit.SECONDS);

        asker.publishWith().topic("reply/1").qos(MqttQos.AT_MOST_ONCE).send();
        delivering.get(10, TimeUnit.SECONDS);

        assertThat(asker.unsubscribeWith().topicFilter("reply/1").send())
                .as("Artemis' own patience is 30 s")
                .succeedsWithin(10, TimeUnit.SECONDS);
    }

    private static boolean isWaitedForTheDelivery() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getMethodName().equals("flushDelivery")
                        || frame.getClassName().startsWith(DeliveryFirst.class.getName() + "$"));
    }
}
