package io.hearth.device.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.hearth.contracts.codec.Json;
import io.hearth.device.FakeDevice;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.device.reply.Replies;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests and replies on a device's own topics (docs/device-commands.md), with the device at the other end of a real broker. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = OwnProtocolTest.WithDevices.class, restrictToAnnotatedClass = true)
class OwnProtocolTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ROBOT = """
            name: robot
            deviceResources:
              - name: arm
                attributes: { commandTopic: "robot/{device}/do/{correlation}", key: "", replyTopic: "robot/{device}/done/{correlation}",
                    replyOk: "OK,DONE", replyTimeout: 1500 }
                properties: { valueType: Int32, readWrite: W }
              - name: hand
                attributes: { commandTopic: "robot/{device}/do/{correlation}", key: "", replyTopic: "robot/{device}/done/{correlation}",
                    replyOk: "OK,DONE", replyTimeout: 20000 }
                properties: { valueType: Int32, readWrite: W }
              - name: lock
                attributes: { commandTopic: "robot/{device}/cmd", replyTopic: "robot/{device}/ack", correlation: /meta/id, replyOk: /ok,
                    replyError: /error }
                properties: { valueType: Bool, readWrite: W }
              - name: temperature
                attributes: { requestTopic: "robot/{device}/ask", request: '{"get":"climate","meta":{"id":"{id}"}}',
                    replyTopic: "robot/{device}/ack", correlation: /meta/id, replyError: /error, pointer: /climate/t }
                properties: { valueType: Float64, readWrite: R, scale: 0.1 }
              - name: humidity
                attributes: { requestTopic: "robot/{device}/ask", request: '{"get":"climate","meta":{"id":"{id}"}}',
                    replyTopic: "robot/{device}/ack", correlation: /meta/id, replyError: /error, pointer: /climate/h }
                properties: { valueType: Int32, readWrite: R }
              - name: serial
                attributes: { requestTopic: "five/{device}/{resource}", replyTopic: "five/replies/{device}", correlation: mqtt5 }
                properties: { valueType: String, readWrite: R }
              - name: position
                attributes: { topic: "robot/{device}/ack", pointer: /position }
                properties: { valueType: Int32, readWrite: R }
            deviceCommands:
              - name: climate
                readWrite: R
                resourceOperations: [ { deviceResource: temperature }, { deviceResource: humidity } ]
            """;

    /** 60 kB. */
    private static final String LONG_NAME = "한글 로봇 " + "가".repeat(20_000);

    @Inject
    Replies replies;

    private FakeDevice robot;

    /** Two robots. */
    public static final class WithDevices implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            WithMetadata.PROFILES.put("robot", Samples.profile(ROBOT));
            WithMetadata.DEVICES.add(Samples.device("r1", "robot"));
            WithMetadata.DEVICES.add(Samples.device("r3", "robot", Map.of("name", LONG_NAME)));
            WithMetadata.DEVICES.add(Samples.device("r2", "robot", Map.of("name", "robot 2")));
            return Map.of("hearth.device.reply.timeout", "10s");
        }

        @Override
        public void stop() {
            WithMetadata.PROFILES.remove("robot");
        }
    }

    @BeforeEach
    void connect() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        robot = new FakeDevice(WithBroker.broker().port(), "robot/+/+/#");
    }

    @AfterEach
    void leave() {
        robot.close();
        await("nothing leaks").atMost(SOON).until(() -> replies.awaited() == 0);
    }

    @Test
    void a_reply_with_the_correlation_in_its_topic_completes_the_command_at_once() {
        robot.does(order -> doing(order, "DONE"));
        long before = System.nanoTime();
        put("r1", "hand", "30").statusCode(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(orders("do")).singleElement().satisfies(order -> {
            assertThat(order.topic()).matches("robot/r1/do/[0-9a-f-]{36}");
            assertThat(order.text()).isEqualTo("30");
        });
    }

    @Test
    void a_device_that_says_no_is_answered_with_its_own_words() {
        robot.does(order -> doing(order, "motor is stuck"));
        put("r1", "hand", "30").statusCode(500).body("message", containsString("failed: motor is stuck"));

        robot.does(order -> acknowledge(order, ",\"ok\":false,\"error\":\"battery empty\""));
        put("r1", "lock", "true").statusCode(500).body("message", containsString("failed: battery empty"));
        robot.does(order -> acknowledge(order, ",\"ok\":true"));
        put("r1", "lock", "true").statusCode(200);
    }

    @Test
    void a_device_that_does_not_reply_is_waited_for_as_long_as_its_resource_says() {
        put("r1", "arm", "1")
                .statusCode(500)
                .body("message", containsString("did not reply within 1500 ms"))
                .body("message", containsString("robot/r1/do/"))
                .body("message", containsString("robot/r1/done/"));
    }

    @Test
    void the_reading_in_a_reply_is_the_answer_and_resources_of_one_question_ask_once() {
        robot.does(order -> acknowledge(order, ",\"climate\":{\"t\":215,\"h\":40}"));
        get("r1", "climate")
                .then()
                .statusCode(200)
                .body("event.sourceName", equalTo("climate"))
                .body("event.readings.value", equalTo(List.of("21.5", "40")));
        assertThat(orders("ask")).hasSize(1);

        robot.does(order -> acknowledge(order, ",\"error\":{\"code\":7,\"text\":\"sensor broken\"}"));
        get("r1", "temperature").then().statusCode(500).body("message", containsString("sensor broken"));
    }

    @Test
    void what_a_topic_of_replies_reports_besides_is_a_report_all_the_same() throws InterruptedException {
        try (Listener bus = new Listener(WithBroker.broker().port(), "edgex/events/#")) {
            robot.say("robot/r1/ack", "{\"position\":12}");
            await().atMost(SOON).until(() -> !bus.payloads("edgex/events/device/device-mqtt/robot/r1/position")
                    .isEmpty());
            robot.does(order -> acknowledge(order, ",\"climate\":{\"t\":1,\"h\":2},\"position\":13"));
            get("r1", "climate").then().statusCode(200);
            await().atMost(SOON)
                    .until(() -> bus.payloads("edgex/events/device/device-mqtt/robot/r1/position")
                                    .size()
                            == 2);
        }
    }

    @Test
    void replies_that_come_late_twice_or_unasked_are_counted() {
        put("r1", "arm", "1").statusCode(500);
        doing(orders("do").getFirst(), "OK");
        metric("late");
        robot.does(order -> {
            doing(order, "OK");
            doing(order, "OK");
        });
        put("r1", "hand", "2").statusCode(200);
        metric("double");
        robot.say("robot/r1/done/nobody-asked", "OK");
        metric("unexpected");
    }

    @Test
    void a_reply_of_another_device_is_not_taken_for_this_one_s() {
        robot.does(order -> robot.say("robot/other/done/" + order.last(0), "OK"));
        put("r1", "arm", "1").statusCode(500).body("message", containsString("did not reply"));
    }

    @Test
    void each_of_many_gets_its_own_reply_also_from_a_device_with_a_name_of_its_own() throws Exception {
        robot.does(order -> acknowledge(
                order, ",\"climate\":{\"t\":10,\"h\":" + (order.topic().contains("robot 2") ? 2 : 1) + "}"));
        try (var elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> all = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 40; i++) {
                String device = i % 2 == 0 ? "r1" : "r2";
                all.add(elsewhere.submit(() -> get(device, "humidity")));
            }
            for (int i = 0; i < all.size(); i++) {
                all.get(i)
                        .get()
                        .then()
                        .statusCode(200)
                        .body("event.readings[0].value", equalTo(i % 2 == 0 ? "1" : "2"));
            }
        }
    }

    @Test
    void a_name_of_60_kilobytes_in_korean_and_with_spaces_is_a_level_like_any_other() {
        robot.does(order -> acknowledge(order, ",\"climate\":{\"t\":10,\"h\":3}"));
        get("r3", "humidity").then().statusCode(200).body("event.readings[0].value", equalTo("3"));
        assertThat(orders("ask").getFirst().last(1)).isEqualTo(LONG_NAME);
    }

    @Test
    void a_device_that_speaks_mqtt_5_replies_where_it_is_asked_to() {
        Mqtt5AsyncClient five = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildAsync();
        five.connect().join();
        try {
            five.subscribeWith()
                    .topicFilter("five/+/serial")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(asked -> answer(five, asked))
                    .send()
                    .join();
            get("r1", "serial").then().statusCode(200).body("event.readings[0].value", equalTo("SN-r1"));
        } finally {
            five.disconnect().join();
        }
    }

    @Test
    void writes_to_one_device_do_not_overtake_each_other_and_another_does_not_wait() throws Exception {
        robot.does(order -> {
            if (order.topic().contains("/r2/") || order.topic().contains("robot 2")) {
                doing(order, "OK");
            }
        });
        try (var elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ValidatableResponse> first = elsewhere.submit(() -> put("r1", "arm", "1"));
            await().atMost(SOON).until(() -> orders("do").size() == 1);
            Future<ValidatableResponse> second = elsewhere.submit(() -> put("r1", "arm", "2"));
            put("r2", "hand", "3").statusCode(200);
            assertThat(orders("do")).extracting(FakeDevice.Order::text).containsExactly("1", "3");
            first.get().statusCode(500);
            second.get().statusCode(500);
            assertThat(orders("do")).extracting(FakeDevice.Order::text).containsExactly("1", "3", "2");
        }
    }

    private static void answer(Mqtt5AsyncClient client, Mqtt5Publish asked) {
        client.publishWith()
                .topic(asked.getResponseTopic().orElseThrow())
                .payload(("SN-" + asked.getTopic().getLevels().get(1)).getBytes())
                .correlationData(asked.getCorrelationData().orElseThrow())
                .send();
    }

    private void doing(FakeDevice.Order order, String words) {
        if (order.topic().contains("/do/")) {
            robot.say(order.topic().replace("/do/", "/done/"), words);
        }
    }

    /** Replies as JSON with the id that was asked with. */
    private void acknowledge(FakeDevice.Order order, String members) {
        if (!order.topic().endsWith("/ack") && !order.topic().contains("/done/")) {
            String reply = "{\"meta\":{\"id\":\"" + id(order) + "\"}" + members + "}";
            robot.say("robot/" + order.last(1) + "/ack", reply);
        }
    }

    private static String id(FakeDevice.Order order) {
        try {
            return Json.mapper().readTree(order.payload()).at("/meta/id").textValue();
        } catch (IOException notJson) {
            throw new AssertionError(order.text(), notJson);
        }
    }

    private List<FakeDevice.Order> orders(String level) {
        return robot.orders().stream()
                .filter(order -> order.topic().contains("/" + level))
                .filter(order -> !order.topic().contains("/done/"))
                .toList();
    }

    private static Response get(String device, String command) {
        return given().get("/api/v3/device/name/" + device + "/" + command);
    }

    private static ValidatableResponse put(String device, String resource, String value) {
        return given().contentType("application/json")
                .body("{\"" + resource + "\":" + value + "}")
                .put("/api/v3/device/name/" + device + "/" + resource)
                .then();
    }

    private static void metric(String outcome) {
        await(outcome).atMost(SOON).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .body(containsString("hearth_command_replies_total{outcome=\"" + outcome + "\"")));
    }
}
