package io.hearth.command;

import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class BusRequestsTest {
    private static final String REPLIES = "edgex/response/core-command/";
    private static final String HEAT = "{\"mode\":\"heat\",\"target\":23}";

    private final String device = "boiler-" + UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();
    private final List<Mqtt3Publish> heard = new CopyOnWriteArrayList<>();
    private ScriptedDeviceService service;
    private Mqtt3AsyncClient client;

    @BeforeEach
    void both_ends() {
        service = new ScriptedDeviceService();
        client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("rules-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildAsync();
        client.connect().join();
        listen(REPLIES + "#");
        listen("edgex/dead-letters/#");
    }

    @AfterEach
    void both_ends_gone() {
        client.disconnect().join();
        service.close();
    }

    @Test
    void a_request_reaches_the_device_service_under_its_id_and_is_answered() {
        request(topic("control/set"), id, HEAT);

        JsonNode reply = reply(id);
        assertThat(reply.get("errorCode").asInt()).isZero();
        assertThat(reply.get("requestID").asText()).isEqualTo(id);
        assertThat(reply.get("correlationID").asText()).hasSize(36);
        assertThat(reply.get("payload") == null || reply.get("payload").isNull())
                .isTrue();
        assertThat(service.asked(device)).hasSize(1);
        assertThat(service.asked(device).getFirst().requestId()).isEqualTo(id);
        assertThat(service.asked(device).getFirst().envelope().get("payload")).hasToString(HEAT);
    }

    @Test
    void a_get_is_answered_with_the_event_of_the_device_service() {
        service.answers(
                device,
                asked -> done(asked, "{\"apiVersion\":\"v3\",\"statusCode\":200,\"event\":{\"deviceName\":\"b\"}}"));

        request(topic("current/get"), id, "null");

        assertThat(reply(id).get("payload").get("event").get("deviceName").asText())
                .isEqualTo("b");
    }

    @Test
    void the_same_request_delivered_again_acts_once_and_is_answered_again() {
        request(topic("control/set"), id, HEAT);
        reply(id);

        request(topic("control/set"), id, HEAT);

        await().until(() -> replies(id).size() == 2);
        assertThat(replies(id)).allMatch(reply -> reply.get("errorCode").asInt() == 0);
        assertThat(service.asked(device)).hasSize(1);
    }

    @Test
    void a_request_delivered_again_while_under_way_joins_it() {
        CountDownLatch slow = new CountDownLatch(1);
        service.answers(device, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        request(topic("control/set"), id, HEAT);
        await().until(() -> service.asked(device).size() == 1);

        request(topic("control/set"), id, HEAT);
        slow.countDown();

        await().until(() -> replies(id).size() == 2);
        assertThat(service.asked(device)).hasSize(1);
    }

    @Test
    void an_unknown_device_is_answered_with_an_error_of_404() {
        request("edgex/core/command/request/nobody/control/set", id, HEAT);

        error(id, 404, "nobody");
    }

    @Test
    void a_refusal_of_the_device_service_is_passed_on_with_its_status() {
        service.answers(device, asked -> refused(asked, 423, "device is locked"));

        request(topic("control/set"), id, HEAT);

        error(id, 423, "request failed, status code: 423, err: device is locked");
    }

    @Test
    void a_device_service_that_does_not_answer_is_an_error_that_says_what_was_waited_for() {
        service.answers(device, asked -> null);

        request(topic("control/set"), id, HEAT);

        error(id, 503, ScriptedDeviceService.NAME);
    }

    @Test
    void a_set_whose_payload_is_not_an_object_is_an_error_of_400() {
        request(topic("control/set"), id, "[1]");

        error(id, 400, "payload");
        assertThat(service.asked(device)).isEmpty();
    }

    @Test
    void a_method_other_than_get_and_set_is_an_error_of_400() {
        request(topic("control/toggle"), id, HEAT);

        error(id, 400, "toggle");
    }

    @Test
    void a_blank_device_or_command_is_an_error_of_400() {
        request("edgex/core/command/request//control/set", id, HEAT);
        error(id, 400, "device");

        String other = UUID.randomUUID().toString();
        request(topic("%20/set"), other, HEAT);
        error(other, 400, "command");
    }

    @Test
    void a_topic_of_too_few_levels_is_an_error_of_400() {
        request("edgex/core/command/request/" + device, id, HEAT);

        error(id, 400, device);
    }

    @Test
    void a_request_id_that_is_not_a_uuid_is_an_error_of_400() {
        String mine = "mine-" + device;
        request(topic("control/set"), mine, HEAT);

        error(mine, 400, mine);
    }

    @Test
    void what_cannot_be_answered_is_dead_lettered_with_the_reason_and_the_next_is_carried_out() {
        client.publishWith()
                .topic(topic("control/set"))
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("not an envelope".getBytes(StandardCharsets.UTF_8))
                .send()
                .join();
        request(topic("control/set"), id, HEAT);

        assertThat(reply(id).get("errorCode").asInt()).isZero();
        await().until(() -> heard.stream()
                .anyMatch(message -> message.getTopic().toString().equals("edgex/dead-letters/core-command")
                        && new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)
                                .contains(topic("control/set"))));
    }

    @Test
    void names_are_unescaped_from_the_topic() {
        String escaped = device + "%2Fa%20b";
        request("edgex/core/command/request/" + escaped + "/control/set", id, HEAT);

        assertThat(reply(id).get("errorCode").asInt()).isZero();
    }

    @Test
    void writes_to_one_device_arrive_in_the_order_in_which_they_were_asked() {
        List<String> ids = IntStream.range(0, 30)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();

        ids.forEach(each -> request(topic("control/set"), each, HEAT));

        await().until(() -> service.asked(device).size() == 30);
        assertThat(service.asked(device).stream().map(ScriptedDeviceService.Asked::requestId))
                .isEqualTo(ids);
    }

    @Test
    void a_slow_device_delays_no_other() {
        CountDownLatch slow = new CountDownLatch(1);
        service.answers(device, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        request(topic("control/set"), UUID.randomUUID().toString(), HEAT);
        await().until(() -> service.asked(device).size() == 1);

        request("edgex/core/command/request/quick-" + device + "/control/set", id, HEAT);

        assertThat(reply(id).get("errorCode").asInt()).isZero();
        slow.countDown();
    }

    @Test
    void one_command_too_many_for_a_device_is_told_busy() {
        service.answers(device, asked -> null);
        IntStream.range(0, 150)
                .forEach(i -> request(topic("control/set"), UUID.randomUUID().toString(), HEAT));

        request(topic("control/set"), id, HEAT);

        error(id, 503, "busy");
    }

    private void listen(String filter) {
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(heard::add)
                .send()
                .join();
    }

    private String topic(String rest) {
        return "edgex/core/command/request/" + device + "/" + rest;
    }

    private void request(String topic, String requestId, String payload) {
        String envelope = """
                {"apiVersion":"v3","receivedTopic":"","correlationID":"%s","requestID":"%s","errorCode":0,
                 "payload":%s,"contentType":"application/json"}""".formatted(UUID.randomUUID(), requestId, payload);
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(envelope.getBytes(StandardCharsets.UTF_8))
                .send()
                .join();
    }

    private List<JsonNode> replies(String requestId) {
        return heard.stream()
                .filter(message -> message.getTopic().toString().equals(REPLIES + requestId))
                .map(message -> ScriptedDeviceService.json(message.getPayloadAsBytes()))
                .toList();
    }

    private JsonNode reply(String requestId) {
        await().atMost(Duration.ofSeconds(10)).until(() -> !replies(requestId).isEmpty());
        return replies(requestId).getFirst();
    }

    private void error(String requestId, int status, String part) {
        JsonNode reply = reply(requestId);
        assertThat(reply.get("errorCode").asInt()).isEqualTo(1);
        assertThat(reply.get("contentType").asText()).isEqualTo("text/plain");
        assertThat(reply.get("requestID").asText()).isEqualTo(requestId);
        assertThat(reply.get("statusCode").asInt()).isEqualTo(status);
        assertThat(reply.get("payload").asText()).contains(part);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
