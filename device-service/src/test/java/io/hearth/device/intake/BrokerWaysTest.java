package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.device.Listener;
import io.hearth.runtime.testing.Gate;
import io.hearth.runtime.testing.RealBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions, limits, our own status and a network that drops packets, with a real Mosquitto. */
class BrokerWaysTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String MQTT = "hearth.device.mqtt.";

    @TempDir
    Path dir;

    private final RealBroker mosquitto = new RealBroker();
    private final List<DeviceMessage> arrived = new CopyOnWriteArrayList<>();
    private HivemqBroker broker;

    @AfterEach
    void stop() {
        broker.close();
        mosquitto.close();
    }

    @Test
    void a_broker_that_knows_only_mqtt_3_1_1_is_spoken_to_in_it() throws IOException {
        mosquitto.start();
        try (OldBroker old = new OldBroker(mosquitto.port())) {
            connect(old.port());
            subscribed();

            try (Listener device = new Listener(mosquitto.port(), "home/+/control")) {
                device.publish("home/a/temperature", "1");
                await().atMost(SOON).until(() -> payloads().equals(List.of("1")));
                arrived.getFirst().acknowledge().run();
                broker.publish("home/a/control", "on".getBytes(StandardCharsets.UTF_8), 2, false)
                        .join();
                await().atMost(SOON)
                        .until(() -> device.payloads("home/a/control").equals(List.of("on")));
            }
            assertThat(old.refused()).isPositive();
        }
    }

    @Test
    void in_mqtt_3_1_1_a_message_has_its_packet_id_and_comes_again_until_it_is_acknowledged() {
        mosquitto.start();
        connect(mosquitto.port(), MQTT + "version", "3.1.1");
        subscribed();
        try (Listener device = new Listener(mosquitto.port())) {
            device.publish("home/a/temperature", "1");
            await().atMost(SOON).until(() -> arrived.size() == 1);
            assertThat(arrived.getFirst().packetId()).isPositive();
            broker.close();
            arrived.clear();

            connect(mosquitto.port(), MQTT + "version", "3.1.1");

            await().atMost(SOON).until(() -> arrived.size() == 1);
            assertThat(arrived.getFirst().duplicate()).isTrue();
        }
    }

    @Test
    void a_version_that_there_is_not_is_named() {
        mosquitto.start();
        connect(mosquitto.port());
        assertThatThrownBy(() -> connect(mosquitto.port(), MQTT + "version", "4"))
                .hasMessageContaining("hearth.device.mqtt.version is '4'")
                .hasMessageContaining("3.1.1");
    }

    @Test
    void what_the_broker_does_not_take_is_lowered_and_what_is_too_large_is_refused() {
        mosquitto.also("max_packet_size 2000");
        mosquitto.also("retain_available false");
        mosquitto.behind("max_qos 1");
        mosquitto.start();
        connect(mosquitto.port());
        subscribed();
        try (Listener device = new Listener(mosquitto.port(), "home/+/control")) {
            broker.publish("home/a/control", "on".getBytes(StandardCharsets.UTF_8), 2, true)
                    .join();
            await().atMost(SOON).until(() -> device.payloads("home/a/control").equals(List.of("on")));

            assertThatThrownBy(() -> broker.publish("home/a/control", new byte[3000], 1, false))
                    .isInstanceOf(EdgexException.class)
                    .hasMessageContaining("3000 octets");
            assertThat(broker.connected()).isTrue();
        }
    }

    @Test
    void limits_of_a_cloud_hold_also_in_mqtt_3_1_1_where_the_broker_cannot_tell_them() {
        mosquitto.also("retain_available false");
        mosquitto.behind("max_qos 1");
        mosquitto.start();
        connect(mosquitto.port(), MQTT + "version", "3.1.1", MQTT + "limits", "azure-iot-hub");
        broker.follow(Set.of("devices/+/messages/devicebound/#"));
        await().atMost(SOON).until(() -> broker.trouble().isEmpty());
        try (Listener cloud = new Listener(mosquitto.port(), "devices/#")) {
            broker.publish("devices/a/messages/events/", "1".getBytes(StandardCharsets.UTF_8), 2, true)
                    .join();

            await().atMost(SOON)
                    .until(() -> cloud.payloads("devices/a/messages/events/").equals(List.of("1")));
            assertThatThrownBy(() -> broker.publish("home/a/control", new byte[1], 1, false))
                    .isInstanceOf(EdgexException.class)
                    .hasMessageContaining("home/a/control");
        }
    }

    @Test
    void our_status_is_online_while_we_are_there_and_offline_when_we_go_or_are_lost() {
        mosquitto.start();
        try (Gate gate = new Gate(mosquitto.port());
                Listener watcher = new Listener(mosquitto.port(), "hearth/status")) {
            connect(gate.port(), MQTT + "status-topic", "hearth/status", MQTT + "max-reconnect-delay", "300ms");
            await().atMost(SOON).until(() -> watcher.payloads("hearth/status").equals(List.of("online")));

            gate.cut();
            await().atMost(SOON)
                    .until(() -> watcher.payloads("hearth/status").equals(List.of("online", "offline", "online")));
            broker.close();

            await().atMost(SOON).until(() -> watcher.payloads("hearth/status").size() == 4);
        }
        try (Listener late = new Listener(mosquitto.port(), "hearth/status")) {
            await().atMost(SOON).until(() -> late.payloads("hearth/status").equals(List.of("offline")));
            assertThat(late.heard(Mqtt3Publish::isRetain)).hasSize(1);
        }
    }

    @Test
    void what_is_sent_while_the_network_drops_all_packets_comes_when_it_is_back() {
        mosquitto.start();
        try (Gate gate = new Gate(mosquitto.port());
                Listener device = new Listener(mosquitto.port())) {
            connect(gate.port(), MQTT + "keep-alive", "1s", MQTT + "max-reconnect-delay", "300ms");
            subscribed();
            device.publish("home/a/temperature", "0");
            await().atMost(SOON).until(() -> payloads().equals(List.of("0")));
            arrived.getFirst().acknowledge().run();

            gate.swallow();
            IntStream.rangeClosed(1, 20).forEach(i -> device.publish("home/a/temperature", "" + i));
            await().atMost(SOON).until(() -> !broker.connected());
            assertThat(broker.trouble()).contains("not connected");
            gate.heal();
            gate.cut();

            await().atMost(SOON).until(() -> payloads()
                    .containsAll(
                            IntStream.rangeClosed(1, 20).mapToObj(i -> "" + i).toList()));
        }
    }

    @Test
    void an_attempt_that_nobody_answers_does_not_keep_us_from_the_next_one() {
        mosquitto.start();
        try (Gate gate = new Gate(mosquitto.port())) {
            gate.swallow();
            connect(gate.port(), MQTT + "connect-timeout", "1s", MQTT + "max-reconnect-delay", "300ms");
            await().atMost(SOON).until(() -> broker.trouble().contains("Timeout"));

            gate.heal();

            await().atMost(SOON).until(broker::connected);
        }
    }

    private void connect(int port, String... settings) {
        HivemqBroker made =
                new HivemqBroker(HivemqBrokerTest.config(port, dir, settings).mqtt(), dir, () -> {});
        broker = made;
        made.open(100, arrived::add);
    }

    private void subscribed() {
        broker.follow(Set.of("home/+/temperature"));
        await().atMost(SOON).untilAsserted(() -> assertThat(broker.trouble()).isEmpty());
    }

    private List<String> payloads() {
        return arrived.stream()
                .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
