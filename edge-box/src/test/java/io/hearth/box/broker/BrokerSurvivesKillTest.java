package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.hearth.box.testing.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there again after kill -9 of the broker's process. */
class BrokerSurvivesKillTest {
    private static final int MANY = 500;

    @TempDir
    private Path data;

    private final int port = Ports.free();
    private BrokerProcess broker;

    @BeforeEach
    void start() throws IOException {
        broker = new BrokerProcess(data, port).start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void every_acknowledged_message_reaches_a_subscriber_that_was_away() throws Exception {
        try (MqttPeer away = new MqttPeer(port, "away").subscribe("home/#", MqttQos.AT_LEAST_ONCE)) {
            away.disconnect();
        }
        try (MqttPeer device = new MqttPeer(port, "device")) {
            for (int i = 0; i < MANY; i++) {
                device.publish("home/room/temperature", Integer.toString(i), MqttQos.AT_LEAST_ONCE);
            }
        }

        killAndStart();

        try (MqttPeer back = new MqttPeer(port, "away")) {
            assertThat(back.next(MANY)).extracting(MqttPeer::text).containsExactlyElementsOf(numbers(MANY));
        }
    }

    @Test
    void a_message_that_was_delivered_but_not_acknowledged_comes_again_with_the_same_origin() throws Exception {
        List<Long> before;
        try (MqttPeer service = new MqttPeer(port, "service").subscribe("home/#", MqttQos.AT_LEAST_ONCE);
                MqttPeer device = new MqttPeer(port, "device")) {
            IntStream.range(0, 5).forEach(i -> device.publish("home/a", Integer.toString(i), MqttQos.AT_LEAST_ONCE));
            List<Mqtt5Publish> delivered = service.next(5);
            delivered.getFirst().acknowledge();
            // Over the same connection and acknowledged itself: the broker has seen the acknowledgement before it.
            service.publish("elsewhere", "after it", MqttQos.AT_LEAST_ONCE);
            before = delivered.stream().skip(1).map(MqttPeer::origin).toList();

            killAndStart();
        }

        try (MqttPeer service = new MqttPeer(port, "service")) {
            List<Mqtt5Publish> again = service.next(4);
            assertThat(again).extracting(MqttPeer::text).containsExactly("1", "2", "3", "4");
            assertThat(again).extracting(MqttPeer::origin).containsExactlyElementsOf(before);
        }
    }

    @Test
    void a_retained_message_is_there_with_its_origin() throws Exception {
        long before;
        try (MqttPeer device = new MqttPeer(port, "device");
                MqttPeer early = new MqttPeer(port, "early")) {
            device.publishRetained("home/boiler/control", "{\"mode\":\"heat\"}");
            before = MqttPeer.origin(early.subscribe("home/boiler/control", MqttQos.AT_LEAST_ONCE)
                    .next());

            killAndStart();
        }

        try (MqttPeer late = new MqttPeer(port, "late").subscribe("home/+/control", MqttQos.AT_LEAST_ONCE)) {
            Mqtt5Publish retained = late.next();
            assertThat(MqttPeer.text(retained)).isEqualTo("{\"mode\":\"heat\"}");
            assertThat(retained.isRetain()).isTrue();
            assertThat(MqttPeer.origin(retained)).isEqualTo(before);
        }
    }

    @Test
    void a_message_of_several_megabytes_is_kept_whole() throws Exception {
        try (MqttPeer away = new MqttPeer(port, "away").subscribe("home/picture", MqttQos.AT_LEAST_ONCE)) {
            away.disconnect();
        }
        String picture = "0123456789abcdef".repeat(500_000);
        try (MqttPeer device = new MqttPeer(port, "device")) {
            device.publish("home/picture", picture, MqttQos.AT_LEAST_ONCE);
        }

        killAndStart();

        try (MqttPeer back = new MqttPeer(port, "away")) {
            Mqtt5Publish whole = back.next();
            assertThat(MqttPeer.text(whole)).isEqualTo(picture);
            assertThat(MqttPeer.origin(whole)).isPositive();
        }
    }

    @Test
    void what_a_client_repeats_for_want_of_an_acknowledgement_is_the_same_message() throws Exception {
        try (MqttPeer away = new MqttPeer(port, "away").subscribe("home/#", MqttQos.AT_LEAST_ONCE)) {
            away.disconnect();
        }
        Set<Integer> acknowledged;
        try (RawPublisher device = new RawPublisher(port, "device")) {
            for (int i = 1; i <= MANY; i++) {
                device.publish("home/a", i, "m" + i, false);
            }
            device.awaitPuback();

            killAndStart();

            acknowledged = device.pubacksUntilEnd();
        }
        List<Integer> again = IntStream.rangeClosed(2, MANY)
                .boxed()
                .filter(i -> !acknowledged.contains(i))
                .toList();
        try (RawPublisher device = new RawPublisher(port, "device")) {
            for (int i : again) {
                device.publish("home/a", i, "m" + i, true);
            }
            for (int i = 0; i < again.size(); i++) {
                device.awaitPuback();
            }
        }

        Map<String, Set<Long>> origins = new HashMap<>();
        try (MqttPeer back = new MqttPeer(port, "away")) {
            for (Optional<Mqtt5Publish> next = Optional.of(back.next());
                    next.isPresent();
                    next = origins.size() < MANY ? Optional.of(back.next()) : back.maybeNext()) {
                origins.computeIfAbsent(MqttPeer.text(next.get()), first -> new HashSet<>())
                        .add(MqttPeer.origin(next.get()));
            }
        }
        assertThat(origins).hasSize(MANY).allSatisfy((text, stamps) -> assertThat(stamps)
                .hasSize(1));
    }

    @Test
    void origins_go_on_growing() throws Exception {
        long before;
        try (MqttPeer peer = new MqttPeer(port, "peer").subscribe("a", MqttQos.AT_LEAST_ONCE)) {
            peer.publish("a", "1", MqttQos.AT_LEAST_ONCE);
            before = MqttPeer.origin(peer.next());

            killAndStart();
        }

        try (MqttPeer peer = new MqttPeer(port, "other").subscribe("a", MqttQos.AT_LEAST_ONCE)) {
            peer.publish("a", "2", MqttQos.AT_LEAST_ONCE);
            assertThat(MqttPeer.origin(peer.next())).isGreaterThan(before);
        }
    }

    private void killAndStart() throws IOException {
        broker.kill();
        broker.start();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
