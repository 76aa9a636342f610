package io.hearth.command.confirm;

import static io.hearth.command.Put.put;
import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hearth.command.Asker;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.Outcome;
import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.ScriptedDeviceService.Asked;
import io.hearth.command.Wishes;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.command.once.CommandIds;
import io.hearth.command.profile.MetadataTest;
import io.hearth.command.store.Pile;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class ConfirmationTest {
    private final String valve = "valve-" + UUID.randomUUID();
    private ScriptedDeviceService service;

    @Inject
    Pile pile;

    @BeforeEach
    void far_end() {
        service = new ScriptedDeviceService();
    }

    @AfterEach
    void far_end_gone() {
        service.close();
    }

    @Test
    void a_write_is_confirmed_when_the_device_shows_it() {
        shows("position", "2.3e+01");

        put(valve, "position?confirm=true", "{\"position\":23}").statusCode(200);

        assertThat(methods()).containsExactly("set", "get");
        assertThat(service.asked(valve)
                        .getLast()
                        .envelope()
                        .get("queryParams")
                        .get("ds-pushevent")
                        .asText())
                .isEqualTo("false");
        assertThat(service.asked(valve).getFirst().envelope().has("queryParams"))
                .isFalse();
    }

    @Test
    void a_device_may_take_a_while() {
        AtomicInteger looks = new AtomicInteger();
        shows("position", look -> looks.incrementAndGet() < 4 ? "0" : "23");

        put(valve, "position?confirm=true", "{\"position\":23}").statusCode(200);

        assertThat(looks.get()).isEqualTo(4);
    }

    @Test
    void a_device_that_shows_something_else_is_504_with_what_it_shows() {
        shows("position", "21");

        put(valve, "position?confirm=true", "{\"position\":23}")
                .statusCode(504)
                .body("statusCode", equalTo(504))
                .body("message", containsString("resource 'position' should read '23', and reads '21'"));
    }

    @Test
    void what_a_device_showed_is_told_though_its_last_answer_did_not_come_in_time() {
        AtomicInteger looks = new AtomicInteger();
        service.answers(valve, asked -> {
            if (method(asked).equals("set")) {
                return done(asked, "null");
            }
            return looks.incrementAndGet() > 1 ? null : shown(asked, "position", "21");
        });

        put(valve, "position?confirm=true", "{\"position\":23}")
                .statusCode(504)
                .body("message", containsString("and reads '21'"));
        assertThat(looks.get()).isGreaterThan(1);
    }

    @Test
    void a_device_that_cannot_be_read_is_504_with_the_reason() {
        service.answers(
                valve, asked -> method(asked).equals("set") ? done(asked, "null") : refused(asked, 500, "mute"));

        put(valve, "position?confirm=true", "{\"position\":23}")
                .statusCode(504)
                .body("message", containsString("mute"));
    }

    @Test
    void an_unconfirmed_command_has_acted_and_its_id_does_not_act_again() {
        shows("position", "21");
        String id = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            given().contentType("application/json")
                    .header("X-Hearth-Command-Id", id)
                    .body("{\"position\":23}")
                    .put("/api/v3/device/name/" + valve + "/position?confirm=true")
                    .then()
                    .statusCode(504)
                    .body("message", containsString("reads '21'"));
        }

        assertThat(methods().stream().filter("set"::equals)).hasSize(1);
    }

    @Test
    void an_unconfirmed_command_that_comes_again_is_looked_at_again_and_does_not_act_again() {
        AtomicReference<String> shown = new AtomicReference<>("21");
        shows("position", look -> shown.get());
        String id = UUID.randomUUID().toString();
        repeat(id).statusCode(504);

        shown.set("23");
        repeat(id).statusCode(200);
        shown.set("50");
        repeat(id).statusCode(200);

        assertThat(methods().stream().filter("set"::equals)).hasSize(1);
    }

    @Test
    void a_look_that_cannot_be_taken_makes_the_command_act_again_neither() {
        shows("position", "21");
        String id = UUID.randomUUID().toString();
        repeat(id).statusCode(504);

        service.answers(valve, asked -> null);
        repeat(id).statusCode(504);
        shows("position", "23");
        repeat(id).statusCode(200);

        assertThat(methods().stream().filter("set"::equals)).hasSize(1);
    }

    @Test
    void what_is_looked_at_again_holds_up_no_other_command_to_the_device() {
        shows("position", "21");
        String id = UUID.randomUUID().toString();
        repeat(id).statusCode(504);
        int looks = methods().size();
        service.answers(valve, asked -> method(asked).equals("set") ? done(asked, "null") : null);

        try (Asker asker = new Asker(WithBroker.broker().port(), "edgex/response/core-command/#")) {
            asker.send(
                    "edgex/core/command/request/" + valve + "/position/set",
                    Asker.envelope(id, "{\"position\":23}", "{\"confirm\":\"true\",\"hearth-look\":\"true\"}"));
            await().until(() -> methods().size() > looks);
            put(valve, "position", "{\"position\":50}").statusCode(200);

            assertThat(asker.answers(id)).isEmpty();
            assertThat(asker.answer(id).get("statusCode").asInt()).isEqualTo(504);
            assertThat(asker.answer(id).get("outcome").asText()).isEqualTo("unconfirmed");
        }
        assertThat(methods().stream().filter("set"::equals)).hasSize(2);
    }

    @Test
    void a_look_at_a_command_that_is_not_known_sends_nothing() {
        given().contentType("application/json")
                .header("X-Hearth-Command-Id", UUID.randomUUID().toString())
                .body("{\"position\":23}")
                .put("/api/v3/device/name/" + valve + "/position?hearth-look=true")
                .then()
                .statusCode(404)
                .body("message", containsString("is not known any more"));
        put(valve, "position?hearth-look=true", "{\"position\":23}")
                .statusCode(400)
                .body("message", containsString("hearth-look"));

        assertThat(service.asked(valve)).isEmpty();
    }

    private ValidatableResponse repeat(String id) {
        return given().contentType("application/json")
                .header("X-Hearth-Command-Id", id)
                .body("{\"position\":23}")
                .put("/api/v3/device/name/" + valve + "/position?confirm=true")
                .then();
    }

    @Test
    void a_command_that_is_being_read_back_does_not_act_again_after_a_kill() {
        UUID id = UUID.randomUUID();
        CommandIds successor =
                new CommandIds(MetadataTest.config(Map.of("hearth.command.instance", "core-command")), pile);
        Command again = new Command(
                id,
                true,
                "",
                valve,
                "position",
                Command.Method.SET,
                JsonNodeFactory.instance.objectNode().put("position", 23),
                Map.of(),
                new Caller(Caller.Kind.UNKNOWN, "", Caller.Way.REST, ""),
                Wishes.NONE);
        CompletableFuture<CommandIds.Claim> claimed = new CompletableFuture<>();
        service.answers(valve, asked -> {
            if (method(asked).equals("set")) {
                return done(asked, "null");
            }
            claimed.complete(successor.claim(again));
            return shown(asked, "position", "23");
        });

        given().contentType("application/json")
                .header("X-Hearth-Command-Id", id.toString())
                .body("{\"position\":23}")
                .put("/api/v3/device/name/" + valve + "/position?confirm=true")
                .then()
                .statusCode(200);

        assertThat(claimed.join())
                .isInstanceOfSatisfying(CommandIds.Settled.class, settled -> assertThat(settled.outcome())
                        .isInstanceOf(Outcome.Unconfirmed.class));
        assertThat(successor.claim(again))
                .isInstanceOfSatisfying(CommandIds.Settled.class, settled -> assertThat(settled.outcome())
                        .isInstanceOf(Outcome.Answered.class));
    }

    @Test
    void what_cannot_be_read_back_is_400_and_the_command_goes_nowhere() {
        put(valve, "blind?confirm=true", "{\"blind\":\"x\"}")
                .statusCode(400)
                .body("message", containsString("resource 'blind' cannot be read back"));

        assertThat(service.asked(valve)).isEmpty();
    }

    @Test
    void a_profile_can_name_another_resource_that_proves_it() {
        shows("relay", "true");

        put(valve, "switch?confirm=true", "{\"switch\":\"open\"}").statusCode(200);
        put(valve, "switch?confirm=true", "{\"switch\":\"shut\"}")
                .statusCode(504)
                .body("message", containsString("resource 'relay' should read 'false', and reads 'true'"));
    }

    @Test
    void a_profile_can_want_it_and_a_caller_can_do_without() {
        shows("careful", "7");

        put(valve, "careful", "{\"careful\":\"8\"}").statusCode(504);
        put(valve, "careful?confirm=false", "{\"careful\":\"8\"}").statusCode(200);
    }

    @Test
    void nothing_is_read_back_when_nobody_wants_it_or_the_write_failed() {
        put(valve, "position", "{\"position\":23}").statusCode(200);
        service.answers(valve, asked -> refused(asked, 405, "not now"));
        put(valve, "position?confirm=true", "{\"position\":23}").statusCode(405);

        assertThat(methods()).containsExactly("set", "set");
    }

    private List<String> methods() {
        return service.asked(valve).stream().map(ConfirmationTest::method).toList();
    }

    private static String method(Asked asked) {
        return asked.topic().substring(asked.topic().lastIndexOf('/') + 1);
    }

    private void shows(String resource, String value) {
        shows(resource, look -> value);
    }

    private void shows(String resource, IntFunction<String> value) {
        service.answers(
                valve,
                asked -> method(asked).equals("set") ? done(asked, "null") : shown(asked, resource, value.apply(0)));
    }

    private static String shown(Asked asked, String resource, String value) {
        return done(asked, """
                {"apiVersion":"v3","statusCode":200,"event":{"readings":[
                 {"resourceName":"%s","valueType":"String","value":"%s"}]}}""".formatted(resource, value));
    }
}
