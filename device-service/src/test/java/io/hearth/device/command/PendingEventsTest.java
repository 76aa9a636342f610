package io.hearth.device.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.device.intake.BusOutlet;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a PUT wrote is told on the bus, also when the bus is away at that moment; the devices have a broker of their own. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = PendingEventsTest.WithDevicesBroker.class, restrictToAnnotatedClass = true)
class PendingEventsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String VALVE = """
            name: valve
            deviceResources:
              - name: opening
                attributes: { commandTopic: "home/{device}/control" }
                properties: { valueType: Float64, readWrite: RW }
            """;

    private static final int MOST = 10_000;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Mqtt3AsyncClient client = MqttClient.builder()
            .useMqttVersion3()
            .identifier("witness-" + UUID.randomUUID())
            .serverHost("127.0.0.1")
            .serverPort(WithBroker.broker().port())
            .automaticReconnectWithDefaultConfig()
            .buildAsync();

    @Inject
    PendingEvents pending;

    /** A broker of the devices beside that of the bus; with it a device that can be read and written. */
    public static final class WithDevicesBroker implements QuarkusTestResourceLifecycleManager {
        private final RealBroker broker = new RealBroker();

        @Override
        public Map<String, String> start() {
            DeviceProfile profile = Samples.profile(VALVE);
            WithMetadata.PROFILES.put(profile.name(), profile);
            WithMetadata.DEVICES.add(Samples.device("valve", "valve"));
            broker.start();
            return Map.of("hearth.device.mqtt.host", "127.0.0.1", "hearth.device.mqtt.port", "" + broker.port());
        }

        @Override
        public void stop() {
            broker.close();
        }
    }

    @Test
    void what_was_written_while_the_bus_was_away_is_told_in_order_when_it_is_back() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        hear("edgex/events/device/device-mqtt/valve/valve/opening");
        WithBroker.broker().stop();

        IntStream.range(1, 4).forEach(value -> given().contentType("application/json")
                .body("{\"opening\":\"" + value + ".5\"}")
                .put("/api/v3/device/name/valve/opening")
                .then()
                .statusCode(200));

        WithBroker.broker().start();
        await().atMost(SOON).until(() -> heard.size() >= 3);
        assertThat(heard.get(0)).contains("\"1.5\"");
        assertThat(heard.get(1)).contains("\"2.5\"");
        assertThat(heard.get(2)).contains("\"3.5\"");
    }

    @Test
    void more_than_may_wait_make_the_oldest_give_way_and_nobody_wait() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        hear("test/pending");
        WithBroker.broker().stop();

        IntStream.range(0, MOST + 100)
                .forEach(i -> pending.add(new BusOutlet.Outgoing(
                        "test/pending", Integer.toString(i).getBytes(StandardCharsets.UTF_8))));

        WithBroker.broker().start();
        await().atMost(SOON).until(() -> heard.contains(Integer.toString(MOST + 99)));
        assertThat(heard).contains("100").doesNotContain("50");
    }

    /** With a session that the broker keeps over its restart, so that nothing is missed. */
    private void hear(String topic) {
        client.connectWith().cleanSession(false).send().join();
        client.subscribeWith()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> heard.add(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)))
                .send()
                .join();
    }

    @AfterEach
    void leave() {
        client.disconnect().exceptionally(notConnected -> null).join();
    }

    @Test
    void the_version_of_a_device_service_names_that_of_its_sdk() {
        given().get("/api/v3/version")
                .then()
                .statusCode(200)
                .body("serviceName", equalTo("device-mqtt"))
                .body("sdk_version", notNullValue());
    }
}
