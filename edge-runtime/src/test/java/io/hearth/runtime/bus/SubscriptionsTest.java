package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
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
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service knows whether the broker serves its subscriptions, and gets them back by itself. */
class SubscriptionsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CHANNEL = "test-durable";

    private static final String NOBODY_SUBSCRIBES = """
            {"defaultACLAccess": {"publishClientSend": true, "publishClientReceive": true, "subscribe": false, "unsubscribe": true},
             "anonymousGroup": "all", "groups": [{"groupname": "all", "roles": [{"rolename": "admin"}]}],
             "roles": [{"rolename": "admin", "acls": [{"acltype": "publishClientSend", "topic": "$CONTROL/#", "allow": true}]}]}
            """;
    private static final String EVERYBODY_SUBSCRIBES = """
            {"commands": [{"command": "setDefaultACLAccess", "acls": [{"acltype": "subscribe", "allow": true}]}]}
            """;

    private final RealBroker broker = new RealBroker();
    private final List<ChannelSubscribed> told = new CopyOnWriteArrayList<>();
    private final Subscriptions subscriptions = new Subscriptions(told::add);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private Flow.Subscription listening;

    @AfterEach
    void stop() {
        if (listening != null) {
            listening.cancel();
        }
        broker.close();
    }

    @Test
    void a_subscription_is_missing_until_the_broker_is_there_and_comes_by_itself() {
        listen();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(subscriptions.missing().get(CHANNEL)).startsWith("not connected"));

        broker.start();

        await().atMost(SOON).until(() -> subscriptions.missing().isEmpty());
        await().atMost(SOON).until(() -> !told.isEmpty());
        publish("test/it", "one");
        await().atMost(SOON).until(() -> received.equals(List.of("one")));
    }

    @Test
    void a_broker_that_has_forgotten_the_session_gets_the_subscription_again() throws IOException {
        broker.start();
        listen();
        await().atMost(SOON).until(() -> subscriptions.missing().isEmpty());

        broker.kill();
        await().atMost(SOON).until(() -> !subscriptions.missing().isEmpty());
        Files.deleteIfExists(broker.dir().resolve("mosquitto.db"));
        broker.start();

        await().atMost(SOON).until(() -> subscriptions.missing().isEmpty());
        await().atMost(SOON).until(() -> told.size() == 2);
        assertThat(told).containsOnly(new ChannelSubscribed(CHANNEL));
        publish("test/it", "after");
        await().atMost(SOON).until(() -> received.equals(List.of("after")));
    }

    @Test
    void a_refused_subscription_is_told_and_asked_for_again_until_it_is_granted() throws IOException {
        Path rights = broker.dir().resolve("rights.json");
        Files.writeString(rights, NOBODY_SUBSCRIBES);
        broker.guardedBy(rights);
        broker.start();
        listen();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(subscriptions.missing().get(CHANNEL)).startsWith("subscription to test/# refused"));

        publish("$CONTROL/dynamic-security/v1", EVERYBODY_SUBSCRIBES);

        await().atMost(SOON).until(() -> subscriptions.missing().isEmpty());
        await().atMost(SOON).until(() -> !told.isEmpty());
        publish("test/it", "granted");
        await().atMost(SOON).until(() -> received.equals(List.of("granted")));
    }

    @SuppressWarnings("unchecked")
    private void listen() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(BusConfig.class)
                .withDefaultValues(Map.of(
                        "hearth.bus.host", "127.0.0.1",
                        "hearth.bus.port", Integer.toString(broker.port()),
                        "hearth.bus.max-reconnect-delay", "500ms",
                        "topic", "test/#",
                        "client-id", "hearth-test-durable",
                        "channel-name", CHANNEL))
                .build();
        BusConnector connector = new BusConnector(config.getConfigMapping(BusConfig.class), subscriptions);
        Multi.createFrom()
                .publisher((Flow.Publisher<Message<byte[]>>) connector.getPublisher(config))
                .onSubscription()
                .invoke(subscription -> listening = subscription)
                .subscribe()
                .with(message -> {
                    received.add(new String(message.getPayload(), StandardCharsets.UTF_8));
                    message.ack();
                });
    }

    private void publish(String topic, String text) {
        Mqtt3BlockingClient client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        client.connect();
        client.publishWith()
                .topic(topic)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send();
        client.disconnect();
    }
}
