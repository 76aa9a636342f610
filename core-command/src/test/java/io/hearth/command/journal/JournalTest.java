package io.hearth.command.journal;

import static io.hearth.command.Put.by;
import static io.hearth.command.Put.put;
import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.hearth.command.Asker;
import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
class JournalTest {
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
    void a_command_is_in_the_journal_with_who_what_when_and_what_came_of_it() {
        String before = System.currentTimeMillis() + "000000";
        by("person:alice", device, "control", OFF).statusCode(200);

        listed("device=" + device + "&outcome=done", 1)
                .body("entries[0].deviceName", equalTo(device))
                .body("entries[0].commandName", equalTo("control"))
                .body("entries[0].method", equalTo("set"))
                .body("entries[0].values.mode", equalTo("off"))
                .body("entries[0].serviceName", equalTo(ScriptedDeviceService.NAME))
                .body("entries[0].caller.kind", equalTo("person"))
                .body("entries[0].caller.name", equalTo("alice"))
                .body("entries[0].caller.way", equalTo("rest"))
                .body("entries[0].caller.address", equalTo("127.0.0.1"))
                .body("entries[0].statusCode", equalTo(200))
                .body("entries[0].time", greaterThan(Long.parseLong(before)))
                .body("entries[0].duration", greaterThan(0));
        assertThat(service.asked(device).getFirst().requestId())
                .isEqualTo(listed("device=" + device, 1).extract().path("entries[0].requestId"));
    }

    @Test
    void what_a_device_answered_to_a_read_is_in_the_journal() {
        service.answers(
                device, asked -> done(asked, "{\"apiVersion\":\"v3\",\"statusCode\":200,\"event\":{\"id\":\"e\"}}"));

        given().get("/api/v3/device/name/" + device + "/current").then().statusCode(200);

        listed("device=" + device + "&outcome=done", 1)
                .body("entries[0].method", equalTo("get"))
                .body("entries[0].answer.event.id", equalTo("e"));
    }

    @Test
    void a_long_value_is_kept_as_the_text_of_its_beginning() {
        put(device, "control", "{\"mode\":\"" + "x".repeat(5000) + "\"}").statusCode(200);

        listed("device=" + device + "&outcome=done", 1)
                .body("entries[0].values", startsWith("{\"mode\":\"xxx"))
                .body("entries[0].values.length()", equalTo(2048 + 3));
    }

    @Test
    void a_refusal_and_the_reason_are_in_the_journal() {
        service.answers(device, asked -> refused(asked, 405, "the valve cannot be written"));

        put(device, "control", OFF).statusCode(405);

        listed("device=" + device + "&outcome=refused", 1)
                .body("entries[0].statusCode", equalTo(405))
                .body("entries[0].message", containsString("the valve cannot be written"));
    }

    @Test
    void a_command_for_an_unknown_device_is_in_the_journal() {
        String nobody = "nobody-" + UUID.randomUUID();
        put(nobody, "control", OFF).statusCode(404);

        listed("device=" + nobody + "&outcome=refused", 1).body("entries[0].statusCode", equalTo(404));
    }

    @Test
    void a_command_that_nobody_answered_is_failed_since_it_may_have_acted() {
        service.answers(device, asked -> null);

        put(device, "control", OFF).statusCode(503);

        listed("device=" + device + "&outcome=failed", 1).body("entries[0].message", containsString("did not answer"));
    }

    @Test
    void a_request_from_the_bus_is_in_the_journal_once_however_often_it_came() {
        String id = UUID.randomUUID().toString();
        try (Asker asker = new Asker(WithBroker.broker().port(), "edgex/response/core-command/" + id)) {
            for (int i = 1; i <= 2; i++) {
                asker.send(
                        "edgex/core/command/request/" + device + "/control/set",
                        Asker.envelope(id, OFF, "{\"hearth-caller\":\"rule:night\"}"));
                int answers = i;
                await().until(() -> asker.answers(id).size() == answers);
            }
        }

        listed("device=" + device, 1)
                .body("entries[0].requestId", equalTo(id))
                .body("entries[0].caller.kind", equalTo("rule"))
                .body("entries[0].caller.name", equalTo("night"))
                .body("entries[0].caller.way", equalTo("bus"));
    }

    @Test
    void a_command_is_in_the_journal_before_it_reaches_the_device_service() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        service.answers(device, asked -> {
            seen.complete(given().get("/api/v3/command/journal?outcome=under-way&device=" + device)
                    .path("totalCount"));
            return done(asked, "null");
        });

        put(device, "control", OFF).statusCode(200);

        assertThat(seen.get()).isEqualTo(1);
        listed("device=" + device + "&outcome=done", 1);
        listed("device=" + device + "&outcome=under-way", 0);
        slow.countDown();
    }

    @Test
    void pages_are_newest_first_and_have_the_total() {
        for (String mode : new String[] {"a", "b", "c"}) {
            put(device, "control", "{\"mode\":\"" + mode + "\"}").statusCode(200);
        }
        listed("device=" + device + "&outcome=done", 3);

        listed("device=" + device + "&offset=1&limit=1", 3)
                .body("entries", hasSize(1))
                .body("entries[0].values.mode", equalTo("b"));
        listed("device=" + device + "&outcome=done&offset=2&limit=2", 3)
                .body("entries", hasSize(1))
                .body("entries[0].values.mode", equalTo("a"));
        listed("device=" + device + "&limit=0", 3).body("entries", hasSize(0));
        journal("device=" + device + "&offset=4").statusCode(416);
    }

    @Test
    void start_and_end_are_included() {
        put(device, "control", OFF).statusCode(200);
        long time = listed("device=" + device + "&outcome=done", 1).extract().path("entries[0].time");

        listed("device=" + device + "&start=" + time + "&end=" + time, 1);
        listed("device=" + device + "&start=" + (time + 1), 0);
        listed("device=" + device + "&end=" + (time - 1), 0);
    }

    @ParameterizedTest
    @CsvSource({
        "outcome=good, outcome is 'good'",
        "start=-1, start is '-1'",
        "end=now, end is 'now'",
        "start=2&end=1, end is 1",
        "limit=many, limit is 'many'"
    })
    void a_query_that_makes_no_sense_is_400_and_names_what_is_wrong(String query, String part) {
        journal(query).statusCode(400).body("message", containsString(part)).body("statusCode", equalTo(400));
    }

    private static ValidatableResponse listed(String query, int total) {
        await().until(() -> journal(query).extract().<Integer>path("totalCount") == total);
        return journal(query)
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(200))
                .body("totalCount", equalTo(total))
                .body("entries", not(equalTo(null)));
    }

    private static ValidatableResponse journal(String query) {
        return given().get("/api/v3/command/journal?" + query).then();
    }
}
