package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.device.DeviceConfig;
import io.hearth.device.Listener;
import io.hearth.runtime.testing.RealBroker;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which QoS is subscribed. */
class AtMostOnceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    @Test
    void a_message_that_may_be_held_for_long_is_none_that_others_are_acknowledged_after() {
        List<DeviceMessage> arrived = new CopyOnWriteArrayList<>();
        try (RealBroker mosquitto = new RealBroker()) {
            mosquitto.start();
            HivemqBroker broker = new HivemqBroker(config(mosquitto.port()), dir, () -> {});
            broker.follow(Set.of("held/+", "other/+"));
            broker.atMostOnce(Set.of("held/+"));
            broker.open(8, arrived::add);
            await().atMost(SOON).until(() -> broker.trouble().isEmpty());
            try (Listener device = new Listener(mosquitto.port())) {
                device.publish("held/a", "1");
                device.publish("other/a", "2");
            }
            await().atMost(SOON).until(() -> arrived.size() == 2);
            assertThat(arrived.get(0).packetId()).isZero();
            assertThat(arrived.get(1).packetId()).isPositive();
            broker.close();
        }
    }

    @Test
    void one_that_comes_by_a_wider_filter_with_qos_1_holds_nothing_up_either() {
        List<DeviceMessage> held = new CopyOnWriteArrayList<>();
        List<DeviceMessage> others = new CopyOnWriteArrayList<>();
        try (RealBroker mosquitto = new RealBroker()) {
            mosquitto.behind("max_inflight_messages 2");
            mosquitto.start();
            HivemqBroker broker = new HivemqBroker(config(mosquitto.port()), dir, () -> {});
            broker.follow(Set.of("held/+", "#"));
            broker.atMostOnce(Set.of("held/+"));
            broker.open(100, message -> {
                if (message.topic().startsWith("held/")) {
                    held.add(message);
                } else {
                    others.add(message);
                    message.acknowledge().run();
                }
            });
            await().atMost(SOON).until(() -> broker.trouble().isEmpty());
            try (Listener device = new Listener(mosquitto.port())) {
                device.publish("held/a", "1");
                for (int i = 0; i < 10; i++) {
                    device.publish("other/a", "" + i);
                }
            }
            await().atMost(SOON).until(() -> others.size() == 10);
            assertThat(held).isNotEmpty().allMatch(message -> message.packetId() == 0);
            held.forEach(message -> message.acknowledge().run());
            broker.close();
        }
    }

    private static DeviceConfig.Mqtt config(int port) {
        return new SmallRyeConfigBuilder()
                .withMapping(DeviceConfig.class)
                .withDefaultValues(Map.of("hearth.device.mqtt.port", Integer.toString(port)))
                .withConverter(Duration.class, 200, new DurationConverter())
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(DeviceConfig.class)
                .mqtt();
    }
}
