package io.hearth.device.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.metadata.Device;
import io.hearth.device.FakeDevice;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands between two real brokers: one that hangs, replies that come elsewhere, devices that move. */
@QuarkusTest
@TestProfile(CommandBrokersTest.Strict.class)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithPlantBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class CommandBrokersTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ANSWERS = "edgex/response/device-mqtt/";

    private Listener home;

    /** One failure makes a device DOWN. */
    public static final class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hearth.device.state.allowed-fails", "1", "hearth.device.reply.timeout", "3s");
        }
    }

    @BeforeEach
    void devices() {
        WithMetadata.PROFILES.put("gauge", Samples.profile("""
                name: gauge
                deviceResources:
                  - { name: level, properties: { valueType: Int32, readWrite: RW } }
                  - { name: reported, attributes: { topic: "gauge/{device}/reported" }, properties: { valueType: Int32, readWrite: R } }
                """));
        home = new Listener(WithBroker.broker().port(), "edgex/#", "command/#");
        ready();
        home.tell("add", gauge("near", "default", "command/near"));
        home.tell("add", gauge("far", "plant", "command/far"));
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/far").statusCode() == 200);
        ready();
    }

    @AfterEach
    void leave() {
        home.close();
    }

    @Test
    void that_a_broker_hangs_is_not_its_devices_failure() {
        WithPlantBroker.broker().pause();
        try {
            Response answer = get("far");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.path("message").toString()).contains("did not acknowledge the request on command/far");
        } finally {
            WithPlantBroker.broker().resume();
        }
        assertThat(WithMetadata.CHANGES.stream().filter(change -> change.contains("\"far\"")))
                .isEmpty();
        ready();
    }

    @Test
    void a_reply_at_another_broker_is_none() {
        try (FakeDevice far = new FakeDevice(WithPlantBroker.broker().port(), "command/far/#");
                FakeDevice elsewhere = new FakeDevice(WithBroker.broker().port(), "nothing")) {
            far.does(order -> Thread.startVirtualThread(() -> {
                String answer = "command/response/" + order.last(0);
                elsewhere.say(answer, "{\"level\":99}");
                await().atMost(SOON).until(() -> !home.payloads(answer).isEmpty());
                far.say(answer, "{\"level\":7}");
            }));

            assertThat(get("far").path("event.readings[0].value").toString()).isEqualTo("7");
        }
    }

    @Test
    void a_command_that_waited_goes_where_its_device_is_by_then() {
        home.tell("add", gauge("mover", "plant", "command/before"));
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/mover").statusCode() == 200);
        ready();
        try (FakeDevice before = new FakeDevice(WithPlantBroker.broker().port(), "command/before/#");
                FakeDevice after = new FakeDevice(WithBroker.broker().port(), "command/after/#")) {
            after.does(order -> after.say("command/response/" + order.last(0), "{}"));
            CompletableFuture<Integer> first =
                    CompletableFuture.supplyAsync(() -> put("mover", 1), Thread::startVirtualThread);
            await().atMost(SOON).until(() -> !before.orders().isEmpty());
            CompletableFuture<Integer> second =
                    CompletableFuture.supplyAsync(() -> put("mover", 2), Thread::startVirtualThread);
            await().during(Duration.ofMillis(600)).until(() -> before.orders().size() == 1);

            home.tell("update", gauge("mover", "default", "command/after"));

            assertThat(first.join()).isEqualTo(500);
            assertThat(second.join()).isEqualTo(200);
            assertThat(before.orders()).hasSize(1);
            assertThat(after.orders()).singleElement().satisfies(order -> assertThat(order.text())
                    .isEqualTo("{\"level\":2}"));
        }
    }

    @Test
    void over_the_bus_too_reads_do_not_wait_for_writes() {
        String write = ask("near", "level", "set", "{\"level\":1}");
        await().atMost(SOON)
                .until(() -> home.heard(message -> message.getTopic().toString().startsWith("command/near/level/set"))
                                .size()
                        == 1);
        String read = ask("near", "reported", "get", "null");

        assertThat(answer(read).errorMessage()).contains("has not reported yet");
        assertThat(home.payloads(ANSWERS + write)).isEmpty();
        assertThat(answer(write).errorMessage()).contains("did not reply");
    }

    @Test
    void a_command_whose_turn_comes_when_nobody_waits_for_it_is_not_carried_out_but_answered_and_counted() {
        try (FakeDevice silent = new FakeDevice(WithBroker.broker().port(), "command/near/#")) {
            String first = ask("near", "level", "set", "{\"level\":1}");
            // Its turn comes after the reply timeout of the first, 3 s.
            String second = UUID.randomUUID().toString();
            Mqtt5BlockingClient asker = MqttClient.builder()
                    .useMqttVersion5()
                    .serverHost("127.0.0.1")
                    .serverPort(WithBroker.broker().port())
                    .buildBlocking();
            asker.connect();
            asker.publishWith()
                    .topic("edgex/device/command/request/device-mqtt/near/level/set")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .messageExpiryInterval(1)
                    .payload(request(second, "{\"level\":2}").getBytes(StandardCharsets.UTF_8))
                    .send();
            asker.disconnect();

            Envelope<JsonNode> answer = answer(second);
            await().atMost(SOON).until(() -> home.payloads(ANSWERS + first).size() == 1);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.errorMessage()).contains("does not wait any more");
            assertThat(silent.orders()).singleElement().satisfies(order -> assertThat(order.text())
                    .isEqualTo("{\"level\":1}"));
            await().atMost(SOON).untilAsserted(() -> given().get("/q/metrics")
                    .then()
                    .body(containsString("hearth_requests_too_old_total{service=\"device-mqtt\"} 1.0")));
        }
    }

    /** The id of the request. */
    private String ask(String device, String command, String method, String payload) {
        String id = UUID.randomUUID().toString();
        home.publish(
                "edgex/device/command/request/device-mqtt/" + device + "/" + command + "/" + method,
                request(id, payload));
        return id;
    }

    private static String request(String id, String payload) {
        return """
                {"apiVersion":"v3","correlationID":"%s","requestID":"%s","contentType":"application/json","payload":%s}""".formatted(UUID.randomUUID(), id, payload);
    }

    private Envelope<JsonNode> answer(String id) {
        await().atMost(SOON).until(() -> !home.payloads(ANSWERS + id).isEmpty());
        return EnvelopeCodec.decode(
                home.heard(message -> message.getTopic().toString().equals(ANSWERS + id))
                        .getFirst()
                        .getPayloadAsBytes(),
                JsonNode.class);
    }

    private static int put(String device, int level) {
        return given().contentType("application/json")
                .body("{\"level\":" + level + "}")
                .put("/api/v3/device/name/" + device + "/level")
                .statusCode();
    }

    private static Response get(String device) {
        return given().get("/api/v3/device/name/" + device + "/level");
    }

    private static Device gauge(String name, String broker, String commandTopic) {
        return Samples.device(name, "gauge", Map.of("broker", broker, "CommandTopic", commandTopic));
    }

    private static void ready() {
        await("ready")
                .atMost(Duration.ofSeconds(40))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }
}
