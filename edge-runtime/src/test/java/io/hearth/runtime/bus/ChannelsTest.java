package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.hearth.contracts.bus.Envelope;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithRedis.class)
class ChannelsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Bus bus;

    @Inject
    Requests requests;

    @Inject
    Told told;

    @Inject
    Subscriptions subscriptions;

    @Inject
    @Channel("test-passing")
    Multi<Message<byte[]>> passing;

    @Inject
    @Channel("test-resumed")
    Multi<Message<byte[]>> resumed;

    /** Who wants to know when a channel is subscribed. */
    @ApplicationScoped
    static class Told {
        final List<String> channels = new CopyOnWriteArrayList<>();

        void subscribed(@ObservesAsync ChannelSubscribed event) {
            channels.add(event.channel());
        }

        List<String> channels() {
            return channels;
        }
    }

    @Test
    void a_channel_that_is_not_durable_tells_of_each_subscription_goes_on_and_leaves_nobody_behind() {
        List<String> heard = new CopyOnWriteArrayList<>();
        BatchConsumer consumer = BatchConsumer.start(
                "test-passing",
                passing,
                bus.consumerLimits(),
                batch -> batch.forEach(message -> heard.add(new String(message.payload(), StandardCharsets.UTF_8))));
        await().atMost(SOON).until(() -> told.channels().contains("test-passing"));
        told.channels().clear();

        WithBroker.broker().kill();
        WithBroker.broker().start();

        await().atMost(SOON).until(() -> told.channels().contains("test-passing"));
        await().atMost(SOON).until(bus::connected);
        bus.publishAndWait("test/passing/a", "again".getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON).until(() -> heard.contains("again"));

        consumer.close();
        if (!requests.connected()) {
            requests.open();
        }
        await().atMost(SOON).until(requests::connected);
        await("nobody is subscribed any more").atMost(SOON).until(() -> nobody("test/passing/a"));
        assertThat(consumer.running()).isFalse();
    }

    @Test
    void a_durable_channel_that_was_left_is_taken_up_again_with_what_came_between() {
        List<String> heard = new CopyOnWriteArrayList<>();
        BatchHandler handler =
                batch -> batch.forEach(message -> heard.add(new String(message.payload(), StandardCharsets.UTF_8)));
        BatchConsumer first = BatchConsumer.start("test-resumed", resumed, bus.consumerLimits(), handler);
        await().atMost(SOON).until(() -> told.channels().contains("test-resumed"));
        await().atMost(SOON).until(bus::connected);
        bus.publishAndWait("test/resumed/a", "before".getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON).until(() -> heard.contains("before"));

        first.close();
        bus.publishAndWait("test/resumed/a", "between".getBytes(StandardCharsets.UTF_8));
        BatchConsumer second = BatchConsumer.start("test-resumed", resumed, bus.consumerLimits(), handler);

        await().atMost(SOON).until(() -> heard.contains("between"));
        bus.publishAndWait("test/resumed/a", "after".getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON).until(() -> heard.contains("after"));
        assertThat(heard).containsExactly("before", "between", "after");
        assertThat(first.running()).isFalse();
        assertThat(second.running()).isTrue();
        assertThat(Metrics.globalRegistry
                        .get("hearth_queue_capacity")
                        .tag("queue", "test-resumed")
                        .gauge()
                        .value())
                .isEqualTo(2 * bus.consumerLimits().batch());
        second.close();
    }

    @Test
    void what_comes_while_a_durable_channel_is_being_left_is_there_when_it_is_taken_up_again() throws Exception {
        Set<String> heard = ConcurrentHashMap.newKeySet();
        BatchHandler handler =
                batch -> batch.forEach(message -> heard.add(new String(message.payload(), StandardCharsets.UTF_8)));
        BatchConsumer.start("test-resumed", resumed, bus.consumerLimits(), handler)
                .close();
        await().atMost(SOON).until(bus::connected);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger published = new AtomicInteger();
        Thread publisher = Thread.ofVirtual().start(() -> {
            while (!enough.get()) {
                bus.publishAndWait(
                        "test/resumed/a",
                        String.valueOf(published.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
            }
        });

        for (int left = 0; left < 20; left++) {
            int before = heard.size();
            BatchConsumer consumer = BatchConsumer.start("test-resumed", resumed, bus.consumerLimits(), handler);
            await().atMost(SOON).until(() -> heard.size() > before + 20);
            consumer.close();
        }
        enough.set(true);
        publisher.join();

        BatchConsumer last = BatchConsumer.start("test-resumed", resumed, bus.consumerLimits(), handler);
        await("all that was acknowledged to its publisher").atMost(SOON).untilAsserted(() -> assertThat(heard)
                .containsAll(IntStream.rangeClosed(1, published.get())
                        .mapToObj(String::valueOf)
                        .toList()));
        last.close();
    }

    @Test
    void a_channel_whose_place_is_anothers_does_not_come_back_and_throw_that_one_out() {
        AtomicBoolean ours = new AtomicBoolean(true);
        subscriptions.keepOnlyWhile("test-resumed", ours::get);
        BatchConsumer overtaken = BatchConsumer.start("test-resumed", resumed, bus.consumerLimits(), batch -> {});
        await().atMost(SOON).until(() -> !subscriptions.missing().containsKey("test-resumed"));

        ours.set(false);
        Mqtt3BlockingClient successor = MqttClient.builder()
                .useMqttVersion3()
                .identifier("hearth-test-resumed")
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildBlocking();
        successor.connectWith().cleanSession(false).send();

        await().atMost(SOON).until(() -> subscriptions.missing().containsKey("test-resumed") || !overtaken.running());
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> successor.getState().isConnected());
        successor.disconnect();
        overtaken.close();
        subscriptions.keepOnlyWhile("test-resumed", () -> true);
    }

    private boolean nobody(String topic) {
        try {
            requests.send(topic, "test/reply/1", Envelope.request(Map.of()), Object.class, SOON)
                    .orTimeout(1, TimeUnit.SECONDS)
                    .join();
            return false;
        } catch (CompletionException failure) {
            return failure.getCause() instanceof NobodyListens;
        }
    }
}
