package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices and services expect of a broker, and what is ours: the arrival stamp. */
class BrokerSpeaksMqttTest {
    @TempDir
    private Path data;

    private final int port = Ports.free();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = started(Map.of());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "home/v1.2/temperature",
                "a.b.c",
                "home/방/온도",
                "edgex/events/device/s/p/d%2Fx/r",
                "a b/*",
                "x//y"
            })
    void a_topic_arrives_as_it_was_sent(String topic) throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "peer").subscribe("#", MqttQos.AT_LEAST_ONCE)) {
            peer.publish(topic, "x", MqttQos.AT_LEAST_ONCE);

            assertThat(peer.next().getTopic().toString()).isEqualTo(topic);
        }
    }

    @Test
    void quality_of_service_2_delivers_once() throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "peer").subscribe("a", MqttQos.EXACTLY_ONCE)) {
            peer.publish("a", "x", MqttQos.EXACTLY_ONCE);

            Mqtt5Publish message = peer.next();
            message.acknowledge();
            assertThat(message.getQos()).isEqualTo(MqttQos.EXACTLY_ONCE);
            assertThat(peer.maybeNext()).isEmpty();
        }
    }

    @Test
    void a_client_of_mqtt_3_1_1_reaches_one_of_mqtt_5_and_back() throws Exception {
        Mqtt3BlockingClient old = MqttClient.builder()
                .useMqttVersion3()
                .identifier("old")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        try (MqttPeer peer = new MqttPeer(port, "peer").subscribe("up", MqttQos.AT_LEAST_ONCE);
                Mqtt3BlockingClient.Mqtt3Publishes received = old.publishes(MqttGlobalPublishFilter.ALL)) {
            old.connect();
            old.subscribeWith().topicFilter("down").qos(MqttQos.EXACTLY_ONCE).send();

            old.publishWith()
                    .topic("up")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload("18.5".getBytes(StandardCharsets.UTF_8))
                    .send();
            peer.publish("down", "heat", MqttQos.EXACTLY_ONCE);

            assertThat(MqttPeer.origin(peer.next())).isPositive();
            assertThat(received.receive(10, TimeUnit.SECONDS)).isPresent();
        } finally {
            old.disconnect();
        }
    }

    @Test
    void a_shared_subscription_gives_each_message_to_one_of_its_members() throws Exception {
        try (MqttPeer one = new MqttPeer(port, "one").subscribe("$share/group/home/#", MqttQos.AT_LEAST_ONCE);
                MqttPeer two = new MqttPeer(port, "two").subscribe("$share/group/home/#", MqttQos.AT_LEAST_ONCE);
                MqttPeer device = new MqttPeer(port, "device")) {
            IntStream.range(0, 20).forEach(i -> device.publish("home/a", Integer.toString(i), MqttQos.AT_LEAST_ONCE));

            List<String> together = new ArrayList<>();
            while (together.size() < 20) {
                one.maybeNext().map(MqttPeer::text).ifPresent(together::add);
                two.maybeNext().map(MqttPeer::text).ifPresent(together::add);
            }
            assertThat(together).doesNotHaveDuplicates().hasSize(20);
            assertThat(one.maybeNext()).isEmpty();
            assertThat(two.maybeNext()).isEmpty();
        }
    }

    @Test
    void every_message_gets_an_origin_that_is_larger_than_all_before() throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "peer").subscribe("#", MqttQos.AT_LEAST_ONCE)) {
            List<Long> origins = new ArrayList<>();
            // One after the other: messages of different QoS may overtake each other (MQTT 5, 4.6).
            for (MqttQos qos : MqttQos.values()) {
                peer.publish("a/" + qos, "x", qos);
                origins.add(MqttPeer.origin(peer.next()));
            }

            assertThat(origins).isSorted().doesNotHaveDuplicates();
            assertThat(origins.getLast() / 1_000_000_000)
                    .isCloseTo(System.currentTimeMillis() / 1000, org.assertj.core.data.Offset.offset(60L));
        }
    }

    @Test
    void an_origin_that_a_client_sent_is_replaced_and_its_other_properties_keep_their_order() throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "peer").subscribe("a", MqttQos.AT_LEAST_ONCE)) {
            peer.publish(Mqtt5Publish.builder()
                    .topic("a")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .userProperties()
                    .add("first", "1")
                    .add(OriginStamp.PROPERTY, "7")
                    .add("second.x", "2")
                    .add(OriginStamp.PROPERTY, "8")
                    .add("first", "3")
                    .applyUserProperties()
                    .build());

            Mqtt5Publish message = peer.next();

            assertThat(MqttPeer.origin(message)).isGreaterThan(8);
            assertThat(MqttPeer.properties(message).subList(0, 3)).containsExactly("first=1", "second.x=2", "first=3");
        }
    }

    @Test
    void a_subscriber_that_comes_and_goes_often_keeps_its_message() throws Exception {
        try (MqttPeer service = new MqttPeer(port, "service").subscribe("a", MqttQos.AT_LEAST_ONCE)) {
            service.publish("a", "keep", MqttQos.AT_LEAST_ONCE);
            service.next();
        }
        for (int i = 0; i < 12; i++) {
            try (MqttPeer again = new MqttPeer(port, "service")) {
                assertThat(MqttPeer.text(again.next())).isEqualTo("keep");
            }
        }
    }

    @Test
    void messages_beyond_the_memory_bound_wait_on_disk() throws Exception {
        broker.close();
        broker = started(Map.of(
                "hearth.box.broker.max-memory", "512K", "hearth.box.broker.max-memory-per-subscription", "256K"));
        try (MqttPeer away = new MqttPeer(port, "away").subscribe("a", MqttQos.AT_LEAST_ONCE)) {
            away.disconnect();
        }
        String kilobytes = "x".repeat(10_000);
        try (MqttPeer device = new MqttPeer(port, "device")) {
            IntStream.range(0, 300).forEach(i -> device.publish("a", i + kilobytes, MqttQos.AT_LEAST_ONCE));
        }
        try (MqttPeer back = new MqttPeer(port, "away")) {
            List<Mqtt5Publish> all = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Mqtt5Publish message = back.next();
                message.acknowledge();
                all.add(message);
            }
            assertThat(all)
                    .extracting(m -> MqttPeer.text(m).replace(kilobytes, ""))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 300).mapToObj(Integer::toString).toList());
        }
    }

    @Test
    void past_the_disk_bound_a_message_is_refused_and_not_acknowledged() throws Exception {
        broker.close();
        broker = started(Map.of(
                "hearth.box.broker.max-memory", "512K",
                "hearth.box.broker.max-memory-per-subscription", "256K",
                "hearth.box.broker.max-disk-per-subscription", "2M"));
        try (MqttPeer away = new MqttPeer(port, "away").subscribe("a", MqttQos.AT_LEAST_ONCE)) {
            away.disconnect();
        }
        List<String> acknowledged = new ArrayList<>();
        String kilobytes = "x".repeat(10_000);
        try (MqttPeer device = new MqttPeer(port, "device")) {
            for (int i = 0; device.acknowledges("a", i + kilobytes); i++) {
                acknowledged.add(Integer.toString(i));
            }
            await().until(() -> !device.connected());
        }
        assertThat(acknowledged).hasSizeBetween(100, 900);

        try (MqttPeer back = new MqttPeer(port, "away")) {
            List<String> kept = new ArrayList<>();
            for (int i = 0; i < acknowledged.size(); i++) {
                Mqtt5Publish message = back.next();
                message.acknowledge();
                kept.add(MqttPeer.text(message).replace(kilobytes, ""));
            }
            assertThat(kept).containsAll(acknowledged);
        }
    }

    @Test
    void a_packet_past_the_bound_is_refused() throws Exception {
        broker.close();
        broker = started(Map.of("hearth.box.broker.max-packet", "10K"));
        try (MqttPeer device = new MqttPeer(port, "device")) {
            assertThat(device.acknowledges("a", "x".repeat(20_000))).isFalse();
        }
    }

    @Test
    void with_a_user_set_nobody_else_gets_in() throws Exception {
        broker.close();
        broker = started(Map.of("hearth.box.broker.user", "hearth", "hearth.box.broker.password", "fire"));

        assertThatThrownBy(() -> new MqttPeer(port, "stranger"))
                .isInstanceOfAny(Mqtt5ConnAckException.class, ConnectionFailedException.class);
        Mqtt3BlockingClient known = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .simpleAuth()
                .username("hearth")
                .password("fire".getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        known.connect();
        known.publishWith().topic("a").qos(MqttQos.AT_LEAST_ONCE).send();
        known.subscribeWith().topicFilter("a").qos(MqttQos.AT_LEAST_ONCE).send();
        known.disconnect();
    }

    private EmbeddedBroker started(Map<String, String> settings) throws Exception {
        BoxConfig config = BoxSettings.read(settings).getConfigMapping(BoxConfig.class);
        return EmbeddedBroker.start(config.broker(), new Server("127.0.0.1", port), data, 1);
    }
}
