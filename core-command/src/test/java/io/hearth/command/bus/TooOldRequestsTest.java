package io.hearth.command.bus;

import static io.hearth.command.ScriptedDeviceService.done;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.hearth.command.Asker;
import io.hearth.command.Put;
import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class TooOldRequestsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String HEAT = "{\"mode\":\"heat\",\"target\":23}";

    private final String device = "boiler-" + UUID.randomUUID();
    private final String topic = "edgex/core/command/request/" + device + "/control/set";
    private ScriptedDeviceService service;
    private Mqtt5BlockingClient client;
    private Asker ears;

    @BeforeEach
    void both_ends() {
        service = new ScriptedDeviceService();
        ears = new Asker(WithBroker.broker().port(), "edgex/response/core-command/#");
        client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildBlocking();
        client.connect();
    }

    @AfterEach
    void both_ends_gone() {
        client.disconnect();
        ears.close();
        service.close();
    }

    @Test
    void
            a_request_whose_turn_comes_when_nobody_waits_for_it_is_not_carried_out_but_answered_counted_and_in_the_journal() {
        // The turn of the last comes after 3.4 s; it asks for one second, which may be two, since MQTT counts in whole
        // ones.
        service.answers(device, request -> {
            await().pollDelay(Duration.ofMillis(1700)).atMost(SOON).until(() -> true);
            return done(request, "null");
        });
        ask(UUID.randomUUID().toString(), 60);
        ask(UUID.randomUUID().toString(), 60);
        String last = UUID.randomUUID().toString();
        ask(last, 1);

        JsonNode answer = ears.answer(last);
        assertThat(answer.get("errorCode").asInt()).isEqualTo(1);
        assertThat(answer.get("statusCode").asInt()).isEqualTo(503);
        assertThat(answer.get("payload").asText()).contains("did not wait any more");
        assertThat(service.asked(device)).hasSize(2);
        await().atMost(SOON).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .body(containsString("hearth_requests_too_old_total{service=\"core-command\"} 1.0")));
        await().atMost(SOON).untilAsserted(() -> given().get("/api/v3/command/journal?outcome=refused&device=" + device)
                .then()
                .body("totalCount", equalTo(1)));
        // The same command may be asked for again.
        service.answers(device, request -> done(request, "null"));
        ask(last, 60);
        await().atMost(SOON).until(() -> ears.answers(last).size() == 2);
        assertThat(ears.answers(last).getLast().get("errorCode").asInt()).isZero();
    }

    @Test
    void a_command_tells_the_broker_how_long_its_answer_is_waited_for() throws Exception {
        try (Mqtt5BlockingClient.Mqtt5Publishes sent = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith()
                    .topicFilter("edgex/device/command/request/+/" + device + "/#")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();

            Put.put(device, "control", HEAT).statusCode(200);

            Optional<Mqtt5Publish> request = sent.receive(10, TimeUnit.SECONDS);
            assertThat(request.orElseThrow().getMessageExpiryInterval().orElseThrow())
                    .isBetween(1L, 2L);
        }
    }

    private void ask(String id, int seconds) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .messageExpiryInterval(seconds)
                .payload(Asker.envelope(id, HEAT, "{}").getBytes(StandardCharsets.UTF_8))
                .send();
    }
}
