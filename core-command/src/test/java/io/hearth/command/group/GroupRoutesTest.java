package io.hearth.command.group;

import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class GroupRoutesTest {
    private final String a = "a-" + UUID.randomUUID();
    private final String b = "b-" + UUID.randomUUID();
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
    void each_device_has_an_outcome_of_its_own() {
        service.answers(b, asked -> refused(asked, 423, "device is locked"));

        batch("\"deviceNames\":[\"" + b + "\",\"" + a + "\",\"nobody\"]", "")
                .statusCode(207)
                .contentType(equalTo("application/json"))
                .body("$", hasSize(3))
                .body("deviceName", equalTo(List.of(a, b, "nobody")))
                .body("statusCode", equalTo(List.of(200, 423, 404)))
                .body("[1].message", containsString("device is locked"))
                .body("[0].apiVersion", equalTo("v3"));

        assertThat(service.asked(a).getFirst().envelope().get("payload").toString())
                .isEqualTo("{\"mode\":\"off\",\"target\":23.5}");
    }

    @Test
    void devices_are_found_by_profile_by_labels_and_by_all_that_is_said() {
        batch("\"profileName\":\"pump\"", "").body("deviceName", equalTo(List.of("pump-1", "pump-2", "pump-3")));
        batch("\"labels\":[\"cellar\"]", "").body("deviceName", equalTo(List.of("pump-2", "pump-3")));
        batch("\"labels\":[\"cellar\"],\"profileName\":\"pump\",\"deviceNames\":[\"pump-1\",\"pump-3\"]", "")
                .body("deviceName", equalTo(List.of("pump-3")));
        batch("\"profileName\":\"none\"", "").statusCode(207).body("$", hasSize(0));
    }

    @Test
    void a_read_brings_the_events() {
        service.answers(a, asked -> done(asked, "{\"apiVersion\":\"v3\",\"statusCode\":200,\"event\":{\"id\":\"e\"}}"));

        given().contentType("application/json")
                .body("{\"apiVersion\":\"v3\",\"method\":\"get\",\"commandName\":\"current\",\"deviceNames\":[\"" + a
                        + "\"]}")
                .post("/api/v3/command/batch")
                .then()
                .statusCode(207)
                .body("[0].event.id", equalTo("e"));
    }

    @Test
    void the_same_request_acts_once_on_each_device() {
        String id = "\"requestId\":\"" + UUID.randomUUID() + "\",\"deviceNames\":[\"" + a + "\",\"" + b + "\"]";
        List<String> ids = batch(id, "").extract().path("requestId");

        batch(id, "")
                .statusCode(207)
                .body("statusCode", equalTo(List.of(200, 200)))
                .body("requestId", equalTo(ids));

        assertThat(service.asked(a)).hasSize(1);
        assertThat(service.asked(b)).hasSize(1);
        assertThat(service.asked(a).getFirst().requestId()).isEqualTo(ids.getFirst());
    }

    @Test
    void a_person_s_batch_holds_every_device() {
        batch("\"deviceNames\":[\"" + a + "\",\"" + b + "\"]", "?hearth-caller=person:alice")
                .statusCode(207);

        batch("\"deviceNames\":[\"" + a + "\",\"" + b + "\"]", "")
                .body("statusCode", equalTo(List.of(423, 423)))
                .body("[0].allowedAt", containsString("20"));
    }

    @Test
    void no_more_devices_are_commanded_at_once_than_allowed() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<String> names = IntStream.range(0, 12).mapToObj(i -> a + "-" + i).toList();
        names.forEach(name -> service.answers(name, asked -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            LockSupport.parkNanos(30_000_000);
            atOnce.decrementAndGet();
            return done(asked, "null");
        }));

        batch("\"deviceNames\":" + quoted(names), "").statusCode(207).body("$", hasSize(12));

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void more_devices_than_allowed_are_413_and_none_is_commanded() {
        List<String> names = IntStream.range(0, 21).mapToObj(i -> a + "-" + i).toList();

        batch("\"deviceNames\":" + quoted(names), "").statusCode(413).body("message", containsString("20 devices"));

        assertThat(service.asked(names.getFirst())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"apiVersion\":\"v3\",\"commandName\":\"control\",\"values\":{}} | deviceNames, labels and profileName",
                "{\"apiVersion\":\"v3\",\"commandName\":\"control\",\"deviceNames\":[\"x\"]} | values",
                "{\"apiVersion\":\"v3\",\"commandName\":\"control\",\"deviceNames\":[\"x\"],\"values\":[1]} | values",
                "{\"apiVersion\":\"v3\",\"deviceNames\":[\"x\"],\"values\":{}} | ommandName",
                "{\"commandName\":\"control\",\"deviceNames\":[\"x\"],\"values\":{}} | piVersion",
                "{\"apiVersion\":\"v3\",\"requestId\":\"7\",\"commandName\":\"c\",\"deviceNames\":[\"x\"],\"values\":{}} | equestId",
                "{\"apiVersion\":\"v3\",\"method\":\"toggle\",\"commandName\":\"c\",\"deviceNames\":[\"x\"],\"values\":{}} | toggle",
                "[] | "
            })
    void a_request_that_makes_no_sense_is_400_and_names_what_is_wrong(String body, String part) {
        given().contentType("application/json")
                .body(body)
                .post("/api/v3/command/batch")
                .then()
                .statusCode(400)
                .body("message", containsString(part == null ? "" : part));
    }

    private static String quoted(List<String> names) {
        return names.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    private static ValidatableResponse batch(String members, String query) {
        return given().contentType("application/json")
                .body(
                        "{\"apiVersion\":\"v3\",\"commandName\":\"control\",\"values\":{\"mode\":\"off\",\"target\":23.50},"
                                + members + "}")
                .post("/api/v3/command/batch" + query)
                .then();
    }
}
