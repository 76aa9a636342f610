package io.hearth.device.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            return Map.of(
                    "hearth.device.state.allowed-fails",
                    "1",
                    "hearth.device.reply.timeout",
                    "3s",
                    "hearth.device.command.timeout",
                    "1s");
        }
    }

    @BeforeEach
    void devices() {
        WithMetadata.PROFILES.put("gauge", Samples.profile("""
                name: gauge
                deviceResources:
                  - { name: level, properties: { valueType: Int32, readWrite: RW } }
                  - { name: valve, attributes: { commandTopic: "command/{device}/valve", key: "", topic: "gauge/{device}/valve" }, properties: { valueType: Int32, readWrite: RW } }
                  - { name: opening, attributes: { commandTopic: "command/{device}/opening", key: "", confirm: reported }, properties: { valueType: Int32, readWrite: W } }
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

    /** One that is only told, one that must report it, and one that must reply. */
    @ParameterizedTest
    @ValueSource(strings = {"valve", "opening", "level"})
    void a_command_that_its_broker_took_late_has_reached_the_device_once_when_it_is_repeated(String resource) {
        try (FakeDevice far = new FakeDevice(WithPlantBroker.broker().port(), "command/far/#")) {
            AtomicInteger answered = new AtomicInteger();
            far.does(order -> {
                switch (resource) {
                    case "opening" -> far.say("gauge/far/reported", order.text());
                    case "level" -> far.say("command/response/" + order.last(0), "{}");
                    default -> {}
                }
                answered.incrementAndGet();
            });
            String id = UUID.randomUUID().toString();
            WithPlantBroker.broker().pause();
            try {
                Envelope<JsonNode> refused = ask(id, "far", resource, 7);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.errorMessage()).contains("did not acknowledge", "may yet take it");
                given().get("/q/metrics")
                        .then()
                        .body(containsString("hearth_commands_open{service=\"device-mqtt\"} 1.0"));
            } finally {
                WithPlantBroker.broker().resume();
            }
            await().atMost(SOON).until(() -> answered.get() > 0);
            await("what it said is here before anybody asks for it")
                    .atMost(SOON)
                    .until(() -> switch (resource) {
                        case "opening" ->
                            given().get("/api/v3/device/name/far/reported").statusCode() == 200;
                        case "level" ->
                            given().get("/q/metrics").asString().contains("hearth_command_replies_awaited 0.0");
                        default -> true;
                    });

            assertThat(ask(id, "far", resource, 7).isError()).isFalse();
            assertThat(ask(id, "far", resource, 7).isError()).isFalse();

            assertThat(ask(UUID.randomUUID().toString(), "far", resource, 8).isError())
                    .isFalse();
            assertThat(far.orders()).extracting(FakeDevice.Order::text).hasSize(2);
        }
    }

    @Test
    void commands_that_wait_in_a_broker_arrive_in_their_order_and_what_is_repeated_later_is_no_newer_for_it() {
        try (FakeDevice far = new FakeDevice(WithPlantBroker.broker().port(), "command/far/#")) {
            String first = UUID.randomUUID().toString();
            String second = UUID.randomUUID().toString();
            WithPlantBroker.broker().pause();
            try {
                assertThat(ask(first, "far", "valve", 1).statusCode()).isEqualTo(503);
                assertThat(ask(first, "far", "valve", 1).statusCode()).isEqualTo(503);
                assertThat(ask(second, "far", "valve", 2).statusCode()).isEqualTo(503);
            } finally {
                WithPlantBroker.broker().resume();
            }
            await().atMost(SOON).until(() -> far.orders().size() > 1);

            assertThat(ask(second, "far", "valve", 2).isError()).isFalse();
            assertThat(ask(first, "far", "valve", 1).isError()).isFalse();

            assertThat(far.orders()).extracting(FakeDevice.Order::text).containsExactly("1", "2");
            given().get("/api/v3/device/name/far/valve").then().body("event.readings[0].value", equalTo("2"));
        }
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

    /** Asks for a value under this id, and waits for the answer to this very request. */
    private Envelope<JsonNode> ask(String id, String device, String resource, int value) {
        int before = answers(id).size();
        home.publish(
                "edgex/device/command/request/device-mqtt/" + device + "/" + resource + "/set",
                request(id, "{\"" + resource + "\":" + value + "}"));
        await().atMost(SOON).until(() -> answers(id).size() > before);
        return answers(id).getLast();
    }

    private static String request(String id, String payload) {
        return """
                {"apiVersion":"v3","correlationID":"%s","requestID":"%s","contentType":"application/json","payload":%s}""".formatted(UUID.randomUUID(), id, payload);
    }

    private Envelope<JsonNode> answer(String id) {
        await().atMost(SOON).until(() -> !answers(id).isEmpty());
        return answers(id).getFirst();
    }

    private List<Envelope<JsonNode>> answers(String id) {
        return home.heard(message -> message.getTopic().toString().equals(ANSWERS + id)).stream()
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), JsonNode.class))
                .toList();
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
