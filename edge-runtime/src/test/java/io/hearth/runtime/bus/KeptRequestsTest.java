package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.hearth.runtime.testing.RealBroker;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker kept of requests while a service was away: EdgeX's clients speak MQTT 3.1.1 and cannot say how long they wait. */
class KeptRequestsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LONG = "2m";
    private static final String SHORT = "1s";
    private static final Duration LONGER_THAN_SHORT = Duration.ofSeconds(3);

    @TempDir
    private Path runDir;

    private final RealBroker broker = new RealBroker();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<ChannelSubscribed> told = new CopyOnWriteArrayList<>();
    private Subscriptions subscriptions;
    private Flow.Subscription service;
    private boolean acknowledging = true;

    @BeforeEach
    void start() {
        broker.start();
    }

    @AfterEach
    void stop() {
        away();
        broker.close();
    }

    @Test
    void a_service_that_was_away_for_less_gets_what_was_sent_meanwhile() {
        serve(LONG);
        away();
        ask("meanwhile");

        serve(LONG);

        await().atMost(SOON).until(() -> received.equals(List.of("meanwhile")));
    }

    @Test
    void a_service_that_was_away_for_longer_gets_only_what_comes_from_then_on() {
        serve(SHORT);
        away();
        ask("meanwhile");
        pass(LONGER_THAN_SHORT);

        serve(SHORT);

        ask("now");
        await().atMost(SOON).until(() -> received.contains("now"));
        assertThat(received).containsExactly("now");
    }

    @Test
    void the_broker_forgets_what_is_kept_by_itself() {
        serve(SHORT);
        away();
        ask("meanwhile");
        pass(LONGER_THAN_SHORT);

        // As somebody connects who does not care how long ago it was.
        assertThat(session("test-requests")).isFalse();
    }

    @Test
    void a_broker_that_was_restarted_meanwhile_brings_nothing_back() {
        serve(SHORT);
        away();
        ask("meanwhile");
        // It saves every second.
        pass(LONGER_THAN_SHORT);
        broker.kill();
        broker.start();

        serve(SHORT);

        ask("now");
        await().atMost(SOON).until(() -> received.contains("now"));
        assertThat(received).containsExactly("now");
    }

    @Test
    void nothing_is_taken_over_from_before_the_machine_was_started() throws IOException {
        serve(LONG);
        away();
        ask("meanwhile");
        // A clock that stood still over a power cut does not matter: it is another start.
        try (Stream<Path> notes = Files.list(runDir)) {
            for (Path note : notes.toList()) {
                String before = Files.readString(note);
                Files.writeString(note, "another-start" + before.substring(before.indexOf(' ')));
            }
        }

        serve(LONG);

        ask("now");
        await().atMost(SOON).until(() -> received.contains("now"));
        assertThat(received).containsExactly("now");
    }

    @Test
    void what_a_service_had_in_hand_when_its_broker_went_away_does_not_come_again_after_longer() {
        acknowledging = false;
        serve(SHORT);
        ask("in hand");
        await().atMost(SOON).until(() -> received.contains("in hand"));
        // It saves every second.
        pass(LONGER_THAN_SHORT);
        broker.kill();
        await().atMost(SOON).until(() -> !subscriptions.missing().isEmpty());
        pass(LONGER_THAN_SHORT);

        told.clear();
        broker.start();

        await().atMost(SOON).until(() -> !told.isEmpty());
        ask("now");
        await().atMost(SOON).until(() -> received.contains("now"));
        assertThat(received).containsExactly("in hand", "now");
    }

    @Test
    void a_request_that_was_not_taken_in_the_time_its_sender_waits_does_not_come() {
        serve(LONG);
        away();
        ask("not any more", 1);
        ask("still", 100);
        pass(LONGER_THAN_SHORT);

        serve(LONG);

        await().atMost(SOON).until(() -> received.contains("still"));
        assertThat(received).containsExactly("still");
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(SOON).until(() -> true);
    }

    @SuppressWarnings("unchecked")
    private void serve(String keep) {
        told.clear();
        subscriptions = new Subscriptions(told::add);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(BusConfig.class)
                .withDefaultValues(Map.of(
                        "hearth.bus.host", "127.0.0.1",
                        "hearth.bus.port", Integer.toString(broker.port()),
                        "hearth.bus.max-reconnect-delay", "500ms",
                        "hearth.bus.keep-requests", keep,
                        "hearth.bus.run-dir", runDir.toString(),
                        "topic", "test/#",
                        "requests", "true",
                        "client-id", "test-requests",
                        "channel-name", "test-kept"))
                .build();
        BusConnector connector = new BusConnector(config.getConfigMapping(BusConfig.class), subscriptions);
        Multi.createFrom()
                .publisher((Flow.Publisher<Message<byte[]>>) connector.getPublisher(config))
                .onSubscription()
                .invoke(subscription -> service = subscription)
                .subscribe()
                .with(message -> {
                    received.add(new String(message.getPayload(), StandardCharsets.UTF_8));
                    if (acknowledging) {
                        message.ack();
                    }
                });
        await().atMost(SOON).until(() -> !told.isEmpty());
    }

    private void away() {
        if (service != null) {
            service.cancel();
            service = null;
        }
    }

    /** As EdgeX's clients do. */
    private void ask(String text) {
        Mqtt3BlockingClient client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        client.connect();
        client.publishWith()
                .topic("test/it")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send();
        client.disconnect();
    }

    private void ask(String text, int seconds) {
        Mqtt5BlockingClient client = client5("asker");
        client.connect();
        client.publishWith()
                .topic("test/it")
                .qos(MqttQos.AT_LEAST_ONCE)
                .messageExpiryInterval(seconds)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send();
        client.disconnect();
    }

    private boolean session(String clientId) {
        Mqtt5BlockingClient client = client5(clientId);
        boolean present = client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(100)
                .send()
                .isSessionPresent();
        client.disconnect();
        return present;
    }

    private Mqtt5BlockingClient client5(String id) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
    }
}
