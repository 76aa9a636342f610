package io.hearth.command.guard;

import static io.hearth.command.Put.by;
import static io.hearth.command.Put.put;
import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.command.Asker;
import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class HoldsTest {
    private static final String PERSON = "person:alice";
    private static final String OFF = "{\"mode\":\"off\"}";

    private final String device = "boiler-" + UUID.randomUUID();
    private ScriptedDeviceService service;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void far_end() {
        service = new ScriptedDeviceService();
    }

    @AfterEach
    void far_end_gone() {
        service.close();
    }

    @Test
    void a_rule_is_refused_what_a_person_has_set_and_told_until_when() {
        by(PERSON, device, "control", OFF).statusCode(200);

        String retry = by("rule:night", device, "mode", "{\"mode\":\"heat\"}")
                .statusCode(423)
                .body("message", containsString("person 'alice' holds resource 'mode'"))
                .body("message", containsString("until 20"))
                .body("message", containsString("rule 'night'"))
                .extract()
                .header("Retry-After");

        assertThat(Integer.parseInt(retry)).isBetween(14 * 60, 15 * 60 + 1);
        assertThat(service.asked(device)).hasSize(1);
    }

    @Test
    void who_does_not_say_who_it_is_does_not_pass_a_person_s_hold_and_holds_nothing() {
        put(device, "mode", OFF).statusCode(200);
        by("rule", device, "mode", OFF).statusCode(200);
        by("person", device, "mode", OFF).statusCode(200);

        put(device, "mode", OFF).statusCode(423).body("message", containsString("a person holds"));
    }

    @Test
    void a_rule_on_the_bus_is_refused_with_the_status() {
        by(PERSON, device, "control", OFF).statusCode(200);
        String id = UUID.randomUUID().toString();
        try (Asker asker = new Asker(WithBroker.broker().port(), "edgex/response/core-command/#")) {
            asker.send("edgex/core/command/request/" + device + "/control/set", Asker.envelope(id, OFF, "{}"));

            assertThat(asker.answer(id).get("statusCode").asInt()).isEqualTo(423);
            assertThat(asker.answer(id).get("payload").asText()).contains("until");
            assertThat(asker.answer(id).get("outcome").asText()).isEqualTo("refused");
        }
    }

    @Test
    void a_423_of_the_device_service_is_told_apart_from_our_own() {
        service.answers(device, asked -> ScriptedDeviceService.refused(asked, 423, "the device is LOCKED"));
        String id = UUID.randomUUID().toString();
        try (Asker asker = new Asker(WithBroker.broker().port(), "edgex/response/core-command/#")) {
            asker.send("edgex/core/command/request/" + device + "/control/set", Asker.envelope(id, OFF, "{}"));

            assertThat(asker.answer(id).get("statusCode").asInt()).isEqualTo(423);
            assertThat(asker.answer(id).get("outcome").asText()).isEqualTo("failed");
        }
    }

    @Test
    void a_person_on_the_bus_holds_too_and_nothing_of_it_reaches_the_device_service() {
        String id = UUID.randomUUID().toString();
        try (Asker asker = new Asker(WithBroker.broker().port(), "edgex/response/core-command/#")) {
            asker.send(
                    "edgex/core/command/request/" + device + "/control/set",
                    Asker.envelope(id, OFF, "{\"hearth-caller\":\"person\",\"hearth-hold\":\"1h\",\"mine\":\"1\"}"));
            assertThat(asker.answer(id).get("errorCode").asInt()).isZero();
        }

        put(device, "control", OFF).statusCode(423);
        assertThat(service.asked(device).getFirst().envelope().get("queryParams"))
                .hasToString("{\"mine\":\"1\"}");
    }

    @Test
    void a_hold_is_on_the_resources_that_were_set_and_reads_pass() {
        by(PERSON, device, "mode", OFF).statusCode(200);

        put(device, "target", "{\"target\":20}").statusCode(200);
        given().get("/api/v3/device/name/" + device + "/current").then().statusCode(200);
    }

    @Test
    void another_person_passes() {
        by(PERSON, device, "mode", OFF).statusCode(200);

        by("person:bob", device, "mode", OFF).statusCode(200);
    }

    @Test
    void a_hold_of_no_time_gives_the_device_back_to_the_rules() {
        by(PERSON, device, "mode", OFF).statusCode(200);

        by(PERSON, device, "mode?hearth-hold=0s", OFF).statusCode(200);

        put(device, "mode", OFF).statusCode(200);
    }

    @Test
    void holds_are_listed_and_can_be_ended() {
        by(PERSON, device, "control?hearth-hold=2h", OFF).statusCode(200);
        String holds = "/api/v3/command/hold/device/name/" + device;
        given().get(holds)
                .then()
                .statusCode(200)
                .body("totalCount", equalTo(2))
                .body("holds.resourceName", equalTo(List.of("mode", "target")))
                .body("holds[0].caller", equalTo("alice"));

        given().delete(holds + "?resource=mode").then().statusCode(200);
        put(device, "mode", OFF).statusCode(200);
        put(device, "target", "{\"target\":1}").statusCode(423);
        given().delete(holds).then().statusCode(200);

        put(device, "target", "{\"target\":1}").statusCode(200);
        given().get(holds).then().body("holds", hasSize(0));
    }

    @Test
    void a_command_that_the_device_service_refused_holds_nothing() {
        service.answers(device, asked -> refused(asked, 423, "device is locked"));
        by(PERSON, device, "mode", OFF).statusCode(423);
        service.answers(device, asked -> done(asked, "null"));

        put(device, "mode", OFF).statusCode(200);
    }

    @Test
    void a_command_that_nobody_answered_holds_since_it_may_have_acted() {
        service.answers(device, asked -> null);
        by(PERSON, device, "mode", OFF).statusCode(503);

        put(device, "mode", OFF).statusCode(423);
    }

    @Test
    void a_person_goes_before_the_rules_that_wait_and_they_are_then_refused() {
        await().until(() -> commandsUnderWay() == 0);
        CountDownLatch slow = new CountDownLatch(1);
        service.answers(device, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        CompletableFuture<Integer> first = later("rule", "{\"mode\":\"first\"}");
        await().until(() -> service.asked(device).size() == 1);
        CompletableFuture<Integer> waiting = later("rule", "{\"mode\":\"waiting\"}");
        await().until(() -> commandsUnderWay() == 2);
        CompletableFuture<Integer> person = later(PERSON, "{\"mode\":\"mine\"}");
        await().until(() -> commandsUnderWay() == 3);

        slow.countDown();

        assertThat(first.join()).isEqualTo(200);
        assertThat(person.join()).isEqualTo(200);
        assertThat(waiting.join()).isEqualTo(423);
        assertThat(service.asked(device).stream()
                        .map(asked ->
                                asked.envelope().get("payload").get("mode").asText()))
                .containsExactly("first", "mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hearth-hold=long", "hearth-hold=-1m", "hearth-hold=25h", "hearth-caller=robot", "confirm=yes"})
    void what_is_not_allowed_in_the_query_is_400_and_goes_nowhere(String query) {
        given().contentType("application/json")
                .body(OFF)
                .put("/api/v3/device/name/" + device + "/mode?" + query)
                .then()
                .statusCode(400)
                .body("message", containsString(query.split("=")[1].equals("robot") ? "robot" : query.split("=")[0]));

        assertThat(service.asked(device)).isEmpty();
    }

    /** Those that wait for their device too. */
    private double commandsUnderWay() {
        return metrics.get("hearth_queue_depth")
                .tag("queue", "cc-commands")
                .gauge()
                .value();
    }

    private CompletableFuture<Integer> later(String caller, String body) {
        return CompletableFuture.supplyAsync(
                () -> by(caller, device, "mode", body).extract().statusCode(),
                task -> Thread.ofVirtual().start(task));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
