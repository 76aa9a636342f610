package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttVersion;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import io.hearth.runtime.testing.RealBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which version {@code version: auto} is, with a real Mosquitto behind one that is as brokers were, or as proxies are. */
class BrokerVersionTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Mqtt5DisconnectException NO_ANSWER =
            new Mqtt5DisconnectException(Mqtt5Disconnect.builder().build(), "Timeout while waiting for CONNACK");

    @TempDir
    Path dir;

    private final RealBroker mosquitto = new RealBroker();
    private HivemqBroker broker;

    @AfterEach
    void stop() {
        if (broker != null) {
            broker.close();
        }
        mosquitto.close();
    }

    @Test
    void a_broker_that_is_slow_to_answer_is_not_taken_for_one_that_does_not_know_mqtt_5() {
        ProtocolVersion version = ProtocolVersion.of("version", "auto", false);
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(version.failed(NO_ANSWER)).isFalse();
            assertThat(version.failed(new ConnectionFailedException("refused"))).isFalse();
        }
        assertThat(version.now()).isEqualTo(MqttVersion.MQTT_5_0);
    }

    @Test
    void an_attempt_in_mqtt_5_after_3_1_1_worked_is_one_attempt() {
        ProtocolVersion version = ProtocolVersion.of("version", "auto", false);
        for (int attempt = 0; attempt < 6; attempt++) {
            version.failed(new ConnectionClosedException("hung up"));
        }
        assertThat(version.now()).isEqualTo(MqttVersion.MQTT_3_1_1);
        version.connected();

        assertThat(version.lost()).isTrue();
        assertThat(version.now()).isEqualTo(MqttVersion.MQTT_5_0);
        assertThat(version.failed(new ConnectionFailedException("away"))).isFalse();
        assertThat(version.failed(NO_ANSWER)).isTrue();
        assertThat(version.now()).isEqualTo(MqttVersion.MQTT_3_1_1);
    }

    @Test
    void an_old_broker_that_is_replaced_is_spoken_to_in_mqtt_5_from_the_next_connection_on() throws IOException {
        mosquitto.start();
        try (OldBroker old = new OldBroker(mosquitto.port())) {
            connect(old.port());
            await().atMost(SOON).until(broker::connected);
            assertThat(speaksFive()).isFalse();

            old.renew();

            await().atMost(SOON).until(this::speaksFive);
        }
    }

    @Test
    void a_proxy_that_hangs_up_until_its_broker_is_there_does_not_make_it_an_old_one() throws IOException {
        mosquitto.start();
        try (OldBroker proxy = new OldBroker(mosquitto.port())) {
            proxy.renew();
            // More than it takes to try 3.1.1, and to be hung up on in that too.
            proxy.hangUp(8);
            connect(proxy.port());
            await().atMost(SOON).until(broker::connected);
            assertThat(speaksFive()).isTrue();
        }
    }

    @Test
    void a_broker_that_stamps_is_spoken_to_in_mqtt_5_alone_since_3_1_1_carries_no_stamp() throws IOException {
        mosquitto.start();
        try (OldBroker old = new OldBroker(mosquitto.port())) {
            connect(old.port(), "hearth.device.mqtt.broker-stamps-origin", "true");
            await().atMost(SOON).until(() -> old.refused() >= 3);
            assertThat(broker.connected()).isFalse();
            assertThat(broker.trouble()).contains("not connected");
            old.renew();
            await().atMost(SOON).until(this::speaksFive);
        }
    }

    private void connect(int port, String... settings) {
        broker = new HivemqBroker(HivemqBrokerTest.config(port, dir, settings).mqtt(), dir, () -> {});
        broker.open(100, message -> {});
    }

    /** Only MQTT 5 has response topics. */
    private boolean speaksFive() {
        return broker.connected()
                && !broker.request("home/a/control", new byte[] {1}, 0, false, "home/a/reply", new byte[] {1})
                        .isCompletedExceptionally();
    }
}
