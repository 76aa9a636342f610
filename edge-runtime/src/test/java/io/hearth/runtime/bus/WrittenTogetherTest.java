package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import io.hearth.runtime.testing.Gate;
import io.hearth.runtime.testing.RealBroker;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is acknowledged at one time is told to the broker in one go, and all of it is told. */
class WrittenTogetherTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TOPIC = "test/together";
    private static final int MESSAGES = 500;
    private static final RealBroker BROKER = new RealBroker();

    private final List<Message<byte[]>> here = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> toldBefore = new CompletableFuture<>();

    @BeforeAll
    static void broker() {
        BROKER.start();
    }

    @AfterAll
    static void noBroker() {
        BROKER.close();
    }

    @Test
    void acknowledgements_of_one_moment_go_out_in_few_writes() {
        try (Gate gate = new Gate(BROKER.port())) {
            Link link = link(gate.port());
            link.messages().subscribe().with(message -> take(message, gate));
            connect(link);

            publish(MESSAGES);

            await().atMost(SOON).until(toldBefore::isDone);
            await().atMost(SOON).until(() -> gate.told() > toldBefore.join());
            assertThat(link.leave()).succeedsWithin(SOON);
            assertThat(gate.told() - toldBefore.join()).isLessThan(MESSAGES / 20);
            assertThatNothingComesAgain();
        }
    }

    /** By the connection's own thread, which writes nothing until all are handed to it. */
    private void take(Message<byte[]> message, Gate gate) {
        here.add(message);
        if (here.size() == MESSAGES) {
            toldBefore.complete(gate.told());
            here.forEach(Message::ack);
        }
    }

    private void assertThatNothingComesAgain() {
        here.clear();
        Link next = link(BROKER.port());
        next.messages().subscribe().with(here::add);
        connect(next);
        publish(1);
        await().atMost(SOON).until(() -> !here.isEmpty());
        assertThat(here.getFirst().getPayload()).asString().isEqualTo("0 of 1");
        assertThat(next.leave()).succeedsWithin(SOON);
    }

    private static void connect(Link link) {
        link.connect();
        await().atMost(SOON).until(link::isConnected);
        assertThat(link.subscribe(TOPIC)).succeedsWithin(SOON);
    }

    private static Link link(int port) {
        BusConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(BusConfig.class)
                .withDefaultValues(Map.of("hearth.bus.host", "127.0.0.1", "hearth.bus.port", Integer.toString(port)))
                .build()
                .getConfigMapping(BusConfig.class);
        return new SessionLink(config, "hearth-test-together", true, new Link.Watcher() {
            @Override
            public void connected() {}

            @Override
            public void lost(String reason) {}

            @Override
            public boolean wanted() {
                return true;
            }
        });
    }

    private static void publish(int messages) {
        Mqtt3AsyncClient client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(BROKER.port())
                .buildAsync();
        client.connect().join();
        IntStream.range(0, messages)
                .mapToObj(number -> client.publishWith()
                        .topic(TOPIC)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload((number + " of " + messages).getBytes(StandardCharsets.UTF_8))
                        .send())
                .toList()
                .forEach(CompletableFuture::join);
        client.disconnect().join();
    }
}
