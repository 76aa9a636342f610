package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publish that its client repeats because it got no PUBACK is recognised, and nothing else is taken for one. */
class RepeatedPublishTest {
    private static final String TOPIC = "home/a";

    @TempDir
    private Path data;

    private final int port = Ports.free();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws Exception {
        BoxConfig config = BoxSettings.read(Map.of()).getConfigMapping(BoxConfig.class);
        broker = EmbeddedBroker.start(config.broker(), new Server("127.0.0.1", port), data, 1);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void a_publish_that_was_answered_and_comes_again_with_its_packet_id_is_another_message() throws Exception {
        try (MqttPeer service = new MqttPeer(port, "service").subscribe("home/#", MqttQos.AT_LEAST_ONCE)) {
            for (boolean dup : new boolean[] {false, true}) {
                try (RawPublisher device = new RawPublisher(port, "device")) {
                    device.publish(TOPIC, 1, "21.0", dup);
                    device.awaitPuback();
                }
            }

            List<Long> origins = service.next(2).stream().map(MqttPeer::origin).toList();

            assertThat(origins).doesNotHaveDuplicates();
        }
    }

    @Test
    void messages_of_many_clients_with_the_same_packet_ids_are_kept_apart() throws Exception {
        try (MqttPeer service = new MqttPeer(port, "service").subscribe("home/#", MqttQos.AT_LEAST_ONCE)) {
            for (int i = 0; i < 10; i++) {
                try (RawPublisher device = new RawPublisher(port, "device" + i)) {
                    device.publish(TOPIC, 1, "21.0", true);
                    device.awaitPuback();
                }
            }

            assertThat(service.next(10).stream().map(MqttPeer::origin)).doesNotHaveDuplicates();
        }
    }
}
