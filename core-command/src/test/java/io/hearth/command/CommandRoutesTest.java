package io.hearth.command;

import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.hearth.contracts.codec.Cbor;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class CommandRoutesTest {
    private static final String OFF = "{\"mode\":\"off\"}";

    private final String device = "boiler-" + UUID.randomUUID();
    private ScriptedDeviceService service;

    @BeforeEach
    void far_end() {
        service = new ScriptedDeviceService();
    }

    @AfterEach
    void far_end_gone() {
        service.close();
    }

    @Test
    void a_put_reaches_the_device_service_and_is_answered_200() {
        put(device, OFF)
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(200));

        ScriptedDeviceService.Asked asked = service.asked(device).getFirst();
        assertThat(asked.topic())
                .isEqualTo(
                        "edgex/device/command/request/" + ScriptedDeviceService.NAME + "/" + device + "/control/set");
        assertThat(asked.envelope().get("payload")).hasToString(OFF);
        assertThat(asked.envelope().get("apiVersion").asText()).isEqualTo("v3");
        assertThat(asked.envelope().get("contentType").asText()).isEqualTo("application/json");
        assertThat(asked.requestId()).hasSize(36);
        assertThat(asked.envelope().get("correlationID").asText()).hasSize(36);
    }

    @Test
    void numbers_reach_the_device_service_as_they_were_written() {
        put(device, "{\"mode\":\"heat\",\"target\":23.50,\"big\":18446744073709551615}")
                .statusCode(200);

        assertThat(service.asked(device).getFirst().envelope().toString()).contains("18446744073709551615");
        assertThat(service.asked(device)
                        .getFirst()
                        .envelope()
                        .get("payload")
                        .get("target")
                        .decimalValue())
                .isEqualByComparingTo("23.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"off\"", "5", "{", "{\"mode\":\"off\"} {}"})
    void a_put_body_that_is_not_one_json_object_is_400_and_goes_nowhere(String body) {
        put(device, body).statusCode(400).body("statusCode", equalTo(400));

        assertThat(service.asked(device)).isEmpty();
    }

    @Test
    void a_get_answers_the_event_of_the_device_service() {
        service.answers(
                device,
                asked -> done(
                        asked, "{\"apiVersion\":\"v3\",\"statusCode\":200,\"event\":{\"deviceName\":\"boiler\"}}"));

        get(device, "current")
                .statusCode(200)
                .body("event.deviceName", equalTo("boiler"))
                .body("statusCode", equalTo(200));
    }

    @Test
    void bytes_that_a_device_service_sends_as_cbor_are_base64_in_the_answer() throws Exception {
        byte[] event = Cbor.bytes(
                Map.of("apiVersion", "v3", "statusCode", 200, "event", Map.of("binaryValue", new byte[] {1, 2, 3})));
        String payload = '"' + Base64.getEncoder().encodeToString(event) + '"';
        service.answers(device, asked -> done(asked, payload).replace("application/json", "application/cbor"));

        get(device, "current")
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("event.binaryValue", equalTo("AQID"));
    }

    @Test
    void the_correlation_id_of_the_request_goes_along() {
        String correlation = UUID.randomUUID().toString();

        given().contentType(ContentType.JSON)
                .header("X-Correlation-ID", correlation)
                .body(OFF)
                .put("/api/v3/device/name/" + device + "/control")
                .then()
                .statusCode(200)
                .header("X-Correlation-ID", equalTo(correlation));

        assertThat(service.asked(device)
                        .getFirst()
                        .envelope()
                        .get("correlationID")
                        .asText())
                .isEqualTo(correlation);
    }

    @Test
    void a_get_without_an_event_is_200_with_an_empty_body() {
        Response answer = get(device, "current?ds-returnevent=false")
                .statusCode(200)
                .extract()
                .response();

        assertThat(answer.asString()).isEmpty();
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(service.asked(device)
                        .getFirst()
                        .envelope()
                        .get("queryParams")
                        .get("ds-returnevent")
                        .asText())
                .isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ds-pushevent=yes", "ds-pushevent=True", "ds-returnevent=1", "ds-returnevent="})
    void switches_other_than_true_and_false_are_400(String query) {
        get(device, "current?" + query).statusCode(400).body("message", containsString(query.split("=")[0]));

        assertThat(service.asked(device)).isEmpty();
    }

    @Test
    void an_unknown_device_is_404() {
        put("nobody", OFF).statusCode(404).body("statusCode", equalTo(404)).body("message", containsString("nobody"));
        get("nobody", "current").statusCode(404);
        given().get("/api/v3/device/name/nobody").then().statusCode(404);
    }

    @Test
    void a_refusal_has_the_status_that_the_device_service_gave() {
        service.answers(device, asked -> refused(asked, 423, "device is locked"));

        put(device, OFF)
                .statusCode(423)
                .body("statusCode", equalTo(423))
                .body("message", equalTo("request failed, status code: 423, err: device is locked"));
    }

    @Test
    void a_refusal_of_a_service_that_gives_no_status_is_500() {
        service.answers(device, asked -> refused(asked, 0, "driver failed"));

        put(device, OFF)
                .statusCode(500)
                .body("message", startsWith("request failed, status code: 500, err: driver failed"));
    }

    @Test
    void a_device_service_that_does_not_answer_is_503_and_says_what_was_waited_for() {
        service.answers(device, asked -> null);

        put(device, OFF)
                .statusCode(503)
                .body("message", containsString(ScriptedDeviceService.NAME))
                .body("message", containsString("control"));
    }

    @Test
    void an_answer_that_comes_twice_is_taken_once_and_disturbs_nobody() {
        service.answers(device, asked -> {
            service.send("edgex/response/" + ScriptedDeviceService.NAME + "/" + asked.requestId(), done(asked, "null"));
            return done(asked, "null");
        });

        put(device, OFF).statusCode(200);
        put(device, OFF).statusCode(200);
    }

    @Test
    void the_same_command_id_acts_once_and_is_answered_the_same() {
        String id = UUID.randomUUID().toString();

        put(device, OFF, id).statusCode(200);
        put(device, OFF, id).statusCode(200);

        assertThat(service.asked(device)).hasSize(1);
        assertThat(service.asked(device).getFirst().requestId()).isEqualTo(id);
    }

    @Test
    void a_refusal_for_good_under_the_same_command_id_is_told_again_and_not_tried_again() {
        String id = UUID.randomUUID().toString();
        service.answers(device, asked -> refused(asked, 405, "the valve cannot be written"));

        put(device, OFF, id).statusCode(405);
        put(device, OFF, id).statusCode(405).body("message", containsString("the valve cannot be written"));

        assertThat(service.asked(device)).hasSize(1);
    }

    @Test
    void a_failure_that_may_pass_is_tried_again_under_the_same_command_id() {
        String id = UUID.randomUUID().toString();
        service.answers(
                device,
                asked -> service.asked(device).size() == 1 ? refused(asked, 500, "valve stuck") : done(asked, "null"));

        put(device, OFF, id).statusCode(500).body("message", containsString("valve stuck"));
        put(device, OFF, id).statusCode(200);

        assertThat(service.asked(device)).hasSize(2);
    }

    @Test
    void what_the_device_service_never_answered_is_tried_again_under_the_same_command_id() {
        String id = UUID.randomUUID().toString();
        service.answers(device, asked -> service.asked(device).size() == 1 ? null : done(asked, "null"));

        put(device, OFF, id).statusCode(503);
        put(device, OFF, id).statusCode(200);

        assertThat(service.asked(device)).hasSize(2).allMatch(asked -> asked.requestId()
                .equals(id));
    }

    @Test
    void many_who_ask_at_once_under_one_command_id_act_once() throws Exception {
        String id = UUID.randomUUID().toString();
        CountDownLatch slow = new CountDownLatch(1);
        service.answers(device, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(all.submit(() -> put(device, OFF, id).extract().statusCode()));
            }
            await().until(() -> service.asked(device).size() == 1);
            slow.countDown();

            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        assertThat(service.asked(device)).hasSize(1);
    }

    @Test
    void a_command_id_of_another_command_is_409() {
        String id = UUID.randomUUID().toString();
        put(device, OFF, id).statusCode(200);

        put(device, "{\"mode\":\"heat\"}", id).statusCode(409).body("message", containsString(id));

        assertThat(service.asked(device)).hasSize(1);
    }

    @Test
    void a_command_id_that_is_not_a_uuid_is_400() {
        put(device, OFF, "mine").statusCode(400).body("message", containsString("X-Hearth-Command-Id"));
    }

    @Test
    void a_slow_device_delays_no_other() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        String other = "other-" + UUID.randomUUID();
        service.answers(device, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> waits = all.submit(() -> put(device, OFF).extract().statusCode());
            await().until(() -> service.asked(device).size() == 1);

            put(other, OFF).statusCode(200);
            assertThat(waits.isDone()).isFalse();

            slow.countDown();
            assertThat(waits.get()).isEqualTo(200);
        }
    }

    @Test
    void a_command_waits_for_the_one_before_it_to_the_same_device() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        service.answers(device, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        Callable<Integer> put = () -> put(device, OFF).extract().statusCode();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = all.submit(put);
            await().until(() -> service.asked(device).size() == 1);
            Future<Integer> second = all.submit(put);

            await().during(Duration.ofMillis(200))
                    .until(() -> service.asked(device).size() == 1);
            slow.countDown();
            assertThat(first.get()).isEqualTo(200);
            assertThat(second.get()).isEqualTo(200);
        }
        assertThat(service.asked(device)).hasSize(2);
    }

    @Test
    void a_command_that_waited_too_long_for_earlier_ones_is_503_and_not_sent() throws Exception {
        service.answers(device, asked -> null);
        Callable<Integer> put = () -> put(device, OFF).extract().statusCode();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    IntStream.range(0, 4).mapToObj(i -> all.submit(put)).toList();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(503);
            }
        }
        assertThat(service.asked(device).size()).isLessThan(4);
    }

    @Test
    void the_commands_of_a_device_are_its_profile_s_commands_and_resources_that_are_not_hidden() {
        given().get("/api/v3/device/name/one")
                .then()
                .statusCode(200)
                .body("deviceCoreCommand.deviceName", equalTo("one"))
                .body("deviceCoreCommand.profileName", equalTo("boiler"))
                .body("deviceCoreCommand.coreCommands.name", containsInAnyOrder("control", "target", "current", "mode"))
                .body("deviceCoreCommand.coreCommands.find { it.name == 'control' }.set", equalTo(true))
                .body("deviceCoreCommand.coreCommands.find { it.name == 'control' }.get", nullValue())
                .body(
                        "deviceCoreCommand.coreCommands.find { it.name == 'control' }.path",
                        equalTo("/api/v3/device/name/one/control"))
                .body(
                        "deviceCoreCommand.coreCommands.find { it.name == 'control' }.url",
                        equalTo("http://localhost:59882"))
                .body(
                        "deviceCoreCommand.coreCommands.find { it.name == 'control' }.parameters.resourceName",
                        equalTo(List.of("mode", "target")))
                .body("deviceCoreCommand.coreCommands.find { it.name == 'target' }.set", nullValue());
    }

    @Test
    void devices_without_a_profile_are_left_out_of_the_list_yet_counted() {
        given().get("/api/v3/device/all")
                .then()
                .statusCode(200)
                .body("totalCount", equalTo(3))
                .body("deviceCoreCommands.deviceName", containsInAnyOrder("one", "three"))
                .body("deviceCoreCommands", hasSize(2));
    }

    @Test
    void a_page_that_core_metadata_refuses_is_refused_alike() {
        given().get("/api/v3/device/all?offset=99").then().statusCode(416).body("statusCode", equalTo(416));
    }

    private ValidatableResponse put(String name, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v3/device/name/" + name + "/control")
                .then();
    }

    private ValidatableResponse put(String name, String body, String id) {
        return given().contentType(ContentType.JSON)
                .header("X-Hearth-Command-Id", id)
                .body(body)
                .put("/api/v3/device/name/" + name + "/control")
                .then();
    }

    private ValidatableResponse get(String name, String command) {
        return given().get("/api/v3/device/name/" + name + "/" + command).then();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
