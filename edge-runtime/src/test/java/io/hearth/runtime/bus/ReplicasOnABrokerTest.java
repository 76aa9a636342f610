package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.RealBroker;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes of one service at one broker. */
class ReplicasOnABrokerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MESSAGES = 50;

    private final RealBroker broker = new RealBroker();
    private final List<Process> processes = new ArrayList<>();

    /** As much of a process as takes part in a channel. */
    private final class Process implements AutoCloseable {
        final List<String> heard = new CopyOnWriteArrayList<>();
        final List<ChannelSubscribed> subscribed = new CopyOnWriteArrayList<>();
        final Subscriptions subscriptions = new Subscriptions(subscribed::add);
        final BatchConsumer consumer;
        final Bus bus;

        Process(String name, String replicas) {
            BusConfig config = config(name);
            bus = new Bus(config);
            Multi<Message<byte[]>> channel = channel(config, replicas);
            consumer = BatchConsumer.start(
                    "test-" + name,
                    channel,
                    config.consumer(),
                    batch ->
                            batch.forEach(message -> heard.add(new String(message.payload(), StandardCharsets.UTF_8))));
            processes.add(this);
        }

        @SuppressWarnings("unchecked") // the connector's messages are those of bytes
        private Multi<Message<byte[]>> channel(BusConfig config, String replicas) {
            Map<String, String> attributes = Map.of(
                    "channel-name", "test", "topic", "test/#", "client-id", "test", "replicas", replicas, "group", "g");
            return Multi.createFrom()
                    .publisher(new BusConnector(config, subscriptions)
                            .getPublisher(new SmallRyeConfigBuilder()
                                    .withSources(new PropertiesConfigSource(attributes, "channel", 100))
                                    .build()))
                    .map(message -> (Message<byte[]>) message);
        }

        private BusConfig config(String name) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "hearth.bus.host",
                    "127.0.0.1",
                    "hearth.bus.port",
                    Integer.toString(broker.port()),
                    "hearth.bus.instance",
                    name));
            return new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(settings, "settings", 100))
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .withMapping(BusConfig.class)
                    .build()
                    .getConfigMapping(BusConfig.class);
        }

        @Override
        public void close() {
            consumer.close();
            bus.close();
        }
    }

    @BeforeEach
    void up() {
        broker.start();
    }

    @AfterEach
    void down() {
        processes.forEach(Process::close);
        broker.close();
    }

    private List<String> sent(Process one, Process other) {
        await().atMost(LONG)
                .until(() -> !one.subscribed.isEmpty() && !other.subscribed.isEmpty() && one.bus.connected());
        List<String> texts =
                IntStream.range(0, MESSAGES).mapToObj(i -> "message " + i).toList();
        texts.forEach(text -> one.bus.publishAndWait("test/a", text.getBytes(StandardCharsets.UTF_8)));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"each", "share"})
    void neither_throws_the_other_out(String replicas) {
        Process one = new Process("one", replicas);
        Process other = new Process("other", replicas);
        sent(one, other);

        await().atMost(LONG).until(() -> one.heard.size() + other.heard.size() >= MESSAGES);
        assertThat(one.subscribed).hasSize(1);
        assertThat(other.subscribed).hasSize(1);
    }

    @Test
    void of_a_channel_that_each_needs_both_hear_everything() {
        Process one = new Process("one", "each");
        Process other = new Process("other", "each");
        List<String> texts = sent(one, other);

        await().atMost(LONG).untilAsserted(() -> {
            assertThat(one.heard).containsExactlyElementsOf(texts);
            assertThat(other.heard).containsExactlyElementsOf(texts);
        });
    }

    @Test
    void of_work_that_they_share_each_message_goes_to_one_of_them() {
        Process one = new Process("one", "share");
        Process other = new Process("other", "share");
        List<String> texts = sent(one, other);

        await().atMost(LONG).until(() -> one.heard.size() + other.heard.size() >= MESSAGES);
        List<String> heard = new ArrayList<>(one.heard);
        heard.addAll(other.heard);
        assertThat(heard).containsExactlyInAnyOrderElementsOf(texts);
    }
}
