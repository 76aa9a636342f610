package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.hearth.runtime.testing.Gate;
import io.hearth.runtime.testing.RealBroker;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is left while there is no connection does not come back, whoever has the client id by then. */
class ReconnectPauseTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);
    private static final String CLIENT_ID = "hearth-test-left";

    private static final RealBroker BROKER = new RealBroker();

    private final Gate gate = new Gate(BROKER.port());
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> losses = new CopyOnWriteArrayList<>();
    private final List<MqttClientState> successorLost = new CopyOnWriteArrayList<>();
    private final Mqtt3BlockingClient successor = MqttClient.builder()
            .useMqttVersion3()
            .identifier(CLIENT_ID)
            .serverHost("127.0.0.1")
            .serverPort(BROKER.port())
            .addDisconnectedListener(
                    context -> successorLost.add(context.getClientConfig().getState()))
            .buildBlocking();
    private volatile boolean wanted = true;
    private Link link;

    @BeforeAll
    static void broker() {
        BROKER.start();
    }

    @AfterAll
    static void noBroker() {
        BROKER.close();
    }

    @AfterEach
    void leave() {
        link.leave();
        if (successor.getState().isConnected()) {
            successor.disconnect();
        }
        gate.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_link_that_is_left_between_two_attempts_does_not_throw_out_its_successor(boolean requests) {
        connected(requests);
        betweenTwoAttempts();

        CompletableFuture<?> gone = link.leave();

        gate.heal();
        successor.connect();
        await("several pauses")
                .during(LONGEST_PAUSE.multipliedBy(3))
                .atMost(SOON)
                .until(() -> successor.getState().isConnected());
        assertThat(successorLost).isEmpty();
        assertThat(connections).hasValue(1);
        assertThat(gone).isCompleted();
    }

    @Test
    void a_link_that_is_no_longer_wanted_between_two_attempts_does_not_throw_out_its_successor() {
        connected(false);
        betweenTwoAttempts();

        wanted = false;

        gate.heal();
        successor.connect();
        await("several pauses")
                .during(LONGEST_PAUSE.multipliedBy(3))
                .atMost(SOON)
                .until(() -> successor.getState().isConnected());
        assertThat(successorLost).isEmpty();
        assertThat(link.leave()).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_link_that_is_wanted_comes_back_after_the_pause(boolean requests) {
        connected(requests);
        betweenTwoAttempts();

        gate.heal();

        await().atMost(SOON).until(() -> connections.get() == 2);
        assertThat(link.leave()).succeedsWithin(SOON);
        await().atMost(SOON).until(() -> !link.isConnected());
    }

    private void betweenTwoAttempts() {
        gate.admitNoMore();
        gate.cut();
        await().atMost(SOON).until(() -> losses.size() >= 3);
    }

    private void connected(boolean requests) {
        BusConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(BusConfig.class)
                .withDefaultValues(Map.of(
                        "hearth.bus.host",
                        "127.0.0.1",
                        "hearth.bus.port",
                        Integer.toString(gate.port()),
                        "hearth.bus.run-dir",
                        BROKER.dir().resolve("run").toString(),
                        "hearth.bus.max-reconnect-delay",
                        LONGEST_PAUSE.toMillis() + "ms"))
                .build()
                .getConfigMapping(BusConfig.class);
        Link.Watcher watcher = new Link.Watcher() {
            @Override
            public void connected() {
                connections.incrementAndGet();
            }

            @Override
            public void lost(String reason) {
                losses.add(reason);
            }

            @Override
            public boolean wanted() {
                return wanted;
            }
        };
        link = requests
                ? new RequestLink(config, CLIENT_ID, watcher)
                : new SessionLink(config, CLIENT_ID, true, watcher);
        link.messages().subscribe().with(message -> {}, ended -> {});
        link.connect();
        await().atMost(SOON).until(() -> connections.get() == 1);
    }
}
