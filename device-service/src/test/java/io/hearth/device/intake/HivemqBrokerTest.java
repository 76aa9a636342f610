package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.hearth.contracts.event.EventId;
import io.hearth.device.DeviceConfig;
import io.hearth.runtime.testing.RealBroker;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection to the devices' broker, against a real one. */
class HivemqBrokerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private final RealBroker mosquitto = new RealBroker();
    private final List<DeviceMessage> arrived = new CopyOnWriteArrayList<>();
    private HivemqBroker broker;
    private Mqtt5BlockingClient device;

    @BeforeEach
    void start() {
        mosquitto.start();
        broker = connect("8");
        device = publisher();
    }

    @AfterEach
    void stop() {
        broker.close();
        mosquitto.close();
    }

    @Test
    void what_a_killed_process_had_not_acknowledged_comes_again_and_is_the_same_event() throws IOException {
        broker.close();
        Process doomed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedReceiver.class.getName(),
                        Integer.toString(mosquitto.port()),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = doomed.inputReader();
        await().atMost(SOON).until(() -> SubscriptionBook.of(dir).read().contains("home/+/+"));
        // Until the subscription is in force the message goes nowhere.
        await().atMost(SOON).until(() -> {
            publish("home/a/temperature", "18.5", MqttQos.AT_LEAST_ONCE);
            return said.ready();
        });
        long origin = said.lines()
                .filter(line -> line.startsWith("origin="))
                .mapToLong(line -> Long.parseLong(line.substring("origin=".length())))
                .findFirst()
                .orElseThrow();

        doomed.destroyForcibly();
        await().atMost(SOON).until(() -> !doomed.isAlive());
        broker = connect("8");

        await().atMost(SOON).until(() -> !arrived.isEmpty());
        DeviceMessage again = arrived.getFirst();
        assertThat(again.duplicate()).isTrue();
        try (OriginLedger after = OriginLedger.open(dir, new OriginClock(Clock.systemUTC()))) {
            assertThat(EventId.of("a", after.originOf(again))).isEqualTo(EventId.of("a", origin));
        }
    }

    @Test
    void what_waited_while_the_broker_was_down_and_we_were_away_is_delivered() {
        follow("home/+/+");
        broker.close();
        publish("home/a/temperature", "1", MqttQos.AT_LEAST_ONCE);
        // Mosquitto saves its sessions once a second.
        await().atMost(SOON)
                .until(() -> mosquitto.dir().resolve("mosquitto.db").toFile().length() > 0);
        mosquitto.kill();
        mosquitto.start();

        broker = connect("8");
        broker.follow(Set.of("home/+/+"));

        await().atMost(SOON).until(() -> payloads().contains("1"));
    }

    @Test
    void it_reconnects_to_a_broker_that_lost_everything_and_subscribes_again() {
        follow("home/+/+");
        mosquitto.kill();
        await().atMost(SOON).until(() -> !broker.connected());
        mosquitto.dir().resolve("mosquitto.db").toFile().delete();
        mosquitto.start();
        await().atMost(SOON).until(() -> broker.trouble().isEmpty());
        device = publisher();

        publish("home/a/temperature", "2", MqttQos.AT_LEAST_ONCE);

        await().atMost(SOON).until(() -> payloads().contains("2"));
    }

    @Test
    void a_filter_that_is_no_longer_wanted_is_given_up_even_if_a_former_run_made_it() {
        follow("home/+/+", "garden/#");
        broker.close();
        broker = connect("8");
        follow("home/+/+");

        await().atMost(SOON).until(() -> SubscriptionBook.of(dir).read().equals(Set.of("home/+/+")));
        publish("garden/gate", "open", MqttQos.AT_LEAST_ONCE);
        publish("home/a/temperature", "3", MqttQos.AT_LEAST_ONCE);
        await().atMost(SOON).until(() -> payloads().contains("3"));
        assertThat(payloads()).doesNotContain("open");
    }

    @Test
    void no_more_comes_than_there_is_room_for_until_something_is_acknowledged() {
        broker.close();
        broker = connect("2");
        follow("home/+/+");
        for (int i = 0; i < 5; i++) {
            publish("home/a/temperature", "" + i, MqttQos.AT_LEAST_ONCE);
        }
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> arrived.size() == 2);

        arrived.getFirst().acknowledge().run();

        await().atMost(SOON).until(() -> arrived.size() == 3);
    }

    @Test
    void a_retained_state_is_not_news_at_every_reconnect() {
        device.publishWith()
                .topic("home/a/status")
                .payload("on".getBytes(StandardCharsets.UTF_8))
                .retain(true)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
        follow("home/+/+");
        await().atMost(SOON).until(() -> payloads().equals(List.of("on")));
        arrived.getFirst().acknowledge().run();
        broker.close();
        arrived.clear();

        broker = connect("8");
        follow("home/+/+");
        publish("home/a/temperature", "4", MqttQos.AT_LEAST_ONCE);

        await().atMost(SOON).until(() -> payloads().contains("4"));
        assertThat(payloads()).containsExactly("4");
    }

    @Test
    void a_command_that_was_not_acknowledged_when_the_connection_was_lost_has_failed_and_is_not_sent_again()
            throws Exception {
        follow("home/+/+");
        // Mosquitto saves its sessions once a second; in one that it has kept a client sends again.
        await().atMost(SOON)
                .until(() -> mosquitto.dir().resolve("mosquitto.db").toFile().length() > 0);
        mosquitto.pause();
        CompletableFuture<Void> open = broker.publish("lock/control", "open".getBytes(StandardCharsets.UTF_8), 1, true);
        mosquitto.kill();
        await().atMost(SOON).until(open::isCompletedExceptionally);
        mosquitto.start();
        await().atMost(SOON).until(() -> broker.trouble().isEmpty());

        broker.publish("lock/after", "it".getBytes(StandardCharsets.UTF_8), 1, true)
                .get(10, TimeUnit.SECONDS);

        device = publisher();
        try (Mqtt5BlockingClient.Mqtt5Publishes heard = device.publishes(MqttGlobalPublishFilter.ALL)) {
            device.subscribeWith().topicFilter("lock/#").send();
            assertThat(heard.receive(10, TimeUnit.SECONDS).orElseThrow().getTopic())
                    .hasToString("lock/after");
            assertThat(heard.receive(300, TimeUnit.MILLISECONDS)).isEmpty();
        }
        publish("home/a/temperature", "5", MqttQos.AT_LEAST_ONCE);
        await().atMost(SOON).until(() -> payloads().contains("5"));
    }

    @Test
    void a_command_fails_at_once_when_the_broker_is_away() {
        follow("home/+/+");
        mosquitto.kill();
        await().atMost(SOON).until(() -> !broker.connected());

        assertThat(broker.publish("home/a/control", new byte[0], 1, false)).isCompletedExceptionally();
    }

    @Test
    void the_brokers_stamp_is_believed_only_where_the_setting_says_that_it_stamps() {
        follow("home/+/+");
        publishStamped("home/a/temperature", "1234567890");
        await().atMost(SOON).until(() -> arrived.size() == 1);
        assertThat(arrived.getFirst().stamp()).isEmpty();
        broker.close();
        arrived.clear();

        broker = connect("8", "hearth.device.mqtt.broker-stamps-origin", "true");
        follow("home/+/+");

        await().atMost(SOON).until(() -> arrived.size() == 1);
        assertThat(arrived.getFirst().stamp()).hasValue(1_234_567_890L);
        Metrics.addRegistry(new SimpleMeterRegistry());
        double before = unstamped();
        publishStamped("home/a/temperature", "yesterday");
        await().atMost(SOON).until(() -> arrived.size() == 2);
        assertThat(arrived.getLast().stamp()).isEmpty();
        assertThat(unstamped() - before).isOne();
    }

    private static double unstamped() {
        return Metrics.globalRegistry
                .get("hearth_broker_messages_unstamped")
                .tag("broker", "default")
                .counter()
                .count();
    }

    private void publishStamped(String topic, String stamp) {
        device.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .userProperties()
                .add("hearth-origin", stamp)
                .applyUserProperties()
                .send();
    }

    private HivemqBroker connect(String room, String... settings) {
        HivemqBroker connecting =
                new HivemqBroker(config(mosquitto.port(), dir, settings).mqtt(), dir, () -> {});
        connecting.open(Integer.parseInt(room), arrived::add);
        return connecting;
    }

    static DeviceConfig config(int port, Path dir, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "hearth.device.mqtt.host", "127.0.0.1",
                "hearth.device.mqtt.port", Integer.toString(port),
                "hearth.device.data-dir", dir.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(DeviceConfig.class)
                .withDefaultValues(values)
                .withConverter(Duration.class, 200, new DurationConverter())
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(DeviceConfig.class);
    }

    private void follow(String... filters) {
        broker.follow(Set.of(filters));
        await().atMost(SOON).until(() -> broker.trouble().isEmpty());
    }

    private Mqtt5BlockingClient publisher() {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(mosquitto.port())
                .automaticReconnect()
                .maxDelay(200, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildBlocking();
        client.connect();
        return client;
    }

    private void publish(String topic, String payload, MqttQos qos) {
        await().atMost(SOON).until(() -> device.getState().isConnected());
        device.publishWith()
                .topic(topic)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .qos(qos)
                .send();
    }

    private List<String> payloads() {
        return arrived.stream()
                .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
