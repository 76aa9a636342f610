package io.hearth.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was appended reaches the bus, in order, although the broker is away and the forwarder was not there at the time. */
@QuarkusTest
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithRedis.class)
class RedisOutboxTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    RedisBatch redis;

    @Inject
    Bus bus;

    @Test
    void messages_wait_for_the_broker_and_go_out_in_order() {
        List<String> heard = new CopyOnWriteArrayList<>();
        var listener = MqttClient.builder()
                .useMqttVersion3()
                .identifier("outbox-listener")
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .automaticReconnectWithDefaultConfig()
                .buildAsync();
        listener.connectWith().cleanSession(false).send().join();
        listener.subscribeWith()
                .topicFilter("test/outbox/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> heard.add(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)))
                .send()
                .join();
        RedisOutbox outbox = new RedisOutbox("test:outbox", redis, bus);
        List<String> sent = IntStream.range(0, 700).mapToObj(Integer::toString).toList();
        WithBroker.broker().stop();

        redis.send(sent.stream()
                .map(text -> outbox.append("test/outbox/a", text.getBytes(StandardCharsets.UTF_8)))
                .toList());
        outbox.start();
        WithBroker.broker().start();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(heard.stream().distinct()).containsExactlyElementsOf(sent));
        await("nothing left").atMost(SOON).until(() -> outbox.depth() == 0);
        outbox.close();
        listener.disconnect().join();
    }

    @Test
    void a_step_ends_after_some_octets() {
        RedisOutbox outbox = new RedisOutbox("test:large", redis, bus);
        await().atMost(SOON).until(bus::connected);
        int large = (int) bus.outboxLimits().batchOctets() / 4;
        for (int i = 0; i < 12; i++) {
            redis.send(List.of(outbox.append("test/large", new byte[large])));
        }

        assertThat(List.of(outbox.forward(), outbox.forward(), outbox.forward(), outbox.forward()))
                .containsExactly(4, 4, 4, 0);
    }

    @Test
    void what_waits_is_bounded_by_number_and_octets_and_nothing_that_was_taken_is_lost() {
        RedisOutbox outbox = new RedisOutbox("test:bounded", redis, bus);
        await().atMost(SOON).until(bus::connected);

        assertThat(outbox.offer("t", new byte[99], 3, 250)).isTrue();
        assertThat(outbox.offer("t", new byte[99], 3, 250)).isTrue();
        assertThat(outbox.offer("t", new byte[99], 3, 250)).isFalse();
        assertThat(outbox.offer("t", new byte[9], 2, 250)).isFalse();
        assertThat(outbox.offer("t", new byte[9], 3, 250)).isTrue();
        assertThat(outbox.depth()).isEqualTo(3);

        assertThat(outbox.forward()).isEqualTo(3);
        assertThat(outbox.offer("t", new byte[1_000], 3, 250)).as("alone").isTrue();
        assertThat(outbox.offer("t", new byte[1], 3, 250)).isFalse();
    }
}
