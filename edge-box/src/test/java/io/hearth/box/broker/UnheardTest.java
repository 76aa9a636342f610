package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher of MQTT 5 learns whether anybody is subscribed. */
class UnheardTest {
    private static final Mqtt5PubAckReasonCode HEARD = Mqtt5PubAckReasonCode.SUCCESS;
    private static final Mqtt5PubAckReasonCode UNHEARD = Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;

    @TempDir
    private Path data;

    private final int port = Ports.free();
    private EmbeddedBroker broker;
    private Mqtt5AsyncClient publisher;

    @BeforeEach
    void start() throws Exception {
        BoxConfig config = BoxSettings.read(Map.of()).getConfigMapping(BoxConfig.class);
        broker = EmbeddedBroker.start(config.broker(), new Server("127.0.0.1", port), data, 1);
        publisher = MqttClient.builder()
                .useMqttVersion5()
                .identifier("publisher")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        publisher.connect().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        publisher.disconnect().get(10, TimeUnit.SECONDS);
        broker.close();
    }

    @Test
    void a_publish_to_nobody_is_acknowledged_as_such() throws Exception {
        assertThat(published("a")).isEqualTo(UNHEARD);
    }

    @Test
    void a_publish_to_somebody_is_acknowledged_as_ever_also_when_a_wildcard_matches() throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "peer").subscribe("home/+", MqttQos.AT_MOST_ONCE)) {
            assertThat(published("home/a")).isEqualTo(HEARD);
            assertThat(published("garden/a")).isEqualTo(UNHEARD);
        }
    }

    @Test
    void who_has_left_with_his_session_is_nobody() throws Exception {
        Mqtt3BlockingClient passing = subscribed("passing", true);
        assertThat(published("a")).isEqualTo(HEARD);

        passing.disconnect();

        await().atMost(Duration.ofSeconds(10)).until(() -> published("a") == UNHEARD);
    }

    @Test
    void who_has_left_and_comes_back_for_his_messages_is_somebody() throws Exception {
        subscribed("durable", false).disconnect();

        assertThat(published("a")).isEqualTo(HEARD);
    }

    @Test
    void each_of_many_publishes_gets_its_own_acknowledgement() throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "peer").subscribe("even", MqttQos.AT_LEAST_ONCE)) {
            List<CompletableFuture<Mqtt5PubAckReasonCode>> codes = IntStream.range(0, 500)
                    .mapToObj(i -> publish(i % 2 == 0 ? "even" : "odd"))
                    .toList();

            for (int i = 0; i < codes.size(); i++) {
                assertThat(codes.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(i % 2 == 0 ? HEARD : UNHEARD);
            }
        }
    }

    private Mqtt3BlockingClient subscribed(String id, boolean cleanSession) {
        Mqtt3BlockingClient client = MqttClient.builder()
                .useMqttVersion3()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        client.connectWith().cleanSession(cleanSession).send();
        client.subscribeWith().topicFilter("a").qos(MqttQos.AT_LEAST_ONCE).send();
        return client;
    }

    private Mqtt5PubAckReasonCode published(String topic) throws Exception {
        return publish(topic).get(10, TimeUnit.SECONDS);
    }

    private CompletableFuture<Mqtt5PubAckReasonCode> publish(String topic) {
        return publisher
                .publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .thenApply(result -> ((Mqtt5PublishResult.Mqtt5Qos1Result) result)
                        .getPubAck()
                        .getReasonCode());
    }
}
