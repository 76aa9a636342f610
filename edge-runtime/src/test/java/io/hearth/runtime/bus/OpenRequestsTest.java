package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.hearth.runtime.testing.RealBroker;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenRequestsTest {
    private final AtomicLong now = new AtomicLong();
    private final OpenRequests open = new OpenRequests(Duration.ofMillis(500), now::get);
    private final List<Integer> acknowledged = new ArrayList<>();

    @Test
    void a_request_that_is_not_answered_is_acknowledged_when_it_has_held_back_others_for_too_long() {
        come(0, 11);
        open.letGo();
        assertThat(acknowledged).as("not yet").isEmpty();

        later(Duration.ofMillis(500));

        assertThat(acknowledged).as("ten do no harm").containsExactly(0);
    }

    @Test
    void a_request_that_holds_back_few_waits_for_its_answer_however_long_that_takes() {
        List<Runnable> answered = come(0, 10);

        later(Duration.ofHours(1));

        assertThat(acknowledged).isEmpty();
        answered.get(0).run();
        assertThat(acknowledged).containsExactly(0);
    }

    @Test
    void what_is_answered_is_acknowledged_once() {
        List<Runnable> answered = come(0, 12);
        later(Duration.ofMillis(500));

        answered.get(0).run();
        answered.get(5).run();
        answered.get(5).run();

        assertThat(acknowledged).containsExactly(0, 1, 5);
    }

    /** Mosquitto as it ships has 20 messages on the way. */
    @Test
    void a_request_that_is_never_answered_does_not_keep_later_ones_from_coming(@TempDir Path runDir) {
        List<Integer> received = new CopyOnWriteArrayList<>();
        try (RealBroker broker = new RealBroker()) {
            broker.behind("max_inflight_messages 20");
            broker.start();
            Flow.Subscription[] service = new Flow.Subscription[1];
            Subscriptions subscriptions = new Subscriptions(told -> {});
            Multi.createFrom()
                    .publisher(channel(broker, runDir, subscriptions))
                    .onSubscription()
                    .invoke(subscription -> service[0] = subscription)
                    .subscribe()
                    .with(message -> {
                        int number = Integer.parseInt(new String(message.getPayload(), StandardCharsets.UTF_8));
                        received.add(number);
                        if (number > 0) {
                            message.ack();
                        }
                    });
            await().until(() -> subscriptions.missing().isEmpty());

            ask(broker, 60);

            await().atMost(Duration.ofSeconds(10)).until(() -> received.size() == 60);
            assertThat(received).isSorted();
            service[0].cancel();
        }
    }

    private List<Runnable> come(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> open.arrived(() -> acknowledged.add(number)))
                .toList();
    }

    private void later(Duration time) {
        now.addAndGet(time.toNanos());
        open.letGo();
    }

    @SuppressWarnings("unchecked")
    private static Flow.Publisher<Message<byte[]>> channel(
            RealBroker broker, Path runDir, Subscriptions subscriptions) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(BusConfig.class)
                .withDefaultValues(Map.of(
                        "hearth.bus.host", "127.0.0.1",
                        "hearth.bus.port", Integer.toString(broker.port()),
                        "hearth.bus.run-dir", runDir.toString(),
                        "topic", "test/#",
                        "requests", "true",
                        "client-id", "test-open",
                        "channel-name", "test-open"))
                .build();
        return (Flow.Publisher<Message<byte[]>>)
                new BusConnector(config.getConfigMapping(BusConfig.class), subscriptions).getPublisher(config);
    }

    private static void ask(RealBroker broker, int count) {
        Mqtt3BlockingClient client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        client.connect();
        for (int number = 0; number < count; number++) {
            client.publishWith()
                    .topic("test/it")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(Integer.toString(number).getBytes(StandardCharsets.UTF_8))
                    .send();
        }
        client.disconnect();
    }
}
