package io.hearth.rules;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.hearth.contracts.bus.Envelope;
import io.hearth.rules.action.Actions;
import io.hearth.rules.book.RuleBook;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What core-command refuses for now waits by itself, with a real broker and a real Redis. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class SetAsideTest {
    private static final String TWO_COMMANDS = Given.BOILER.replace(
            "\"then\": [",
            "\"then\": [ { \"command\": { \"device\": \"boiler\", \"command\": \"held\","
                    + " \"values\": { \"mode\": \"heat\" } } },");

    @Inject
    Bus bus;

    @Inject
    RuleBook book;

    @Inject
    Actions actions;

    private CoreCommand coreCommand;

    @BeforeEach
    void begin() {
        await().untilAsserted(book::requireLoaded);
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
        coreCommand = new CoreCommand(WithBroker.broker().port());
    }

    @AfterEach
    void end() {
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
        coreCommand.close();
        await().until(() -> actions.figures().waiting() == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {423, 429})
    void the_other_commands_of_the_device_go_on_and_it_is_done_once_when_it_may(int status) {
        given().contentType("application/json")
                .body(TWO_COMMANDS)
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
        coreCommand.refusesOnly("held", status, "a person holds resource 'mode'");

        measured("18.5");

        await().until(() -> asked("control") == 1);
        await().until(() -> asked("held") >= 3);
        when().get("/api/v3/action/waiting").then().body("totalCount", is(1)).body("actions[0].command", is("held"));

        coreCommand.obeys();

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(asked("control")).isEqualTo(1);
        assertThat(coreCommand.asked().stream()
                        .filter(asked -> asked.command().equals("held"))
                        .map(CoreCommand.Asked::requestId)
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", ""})
    void what_the_device_service_refuses_holds_the_other_commands_of_the_device_in_their_order(String outcome) {
        given().contentType("application/json")
                .body(TWO_COMMANDS)
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
        coreCommand.endsOnly("held", 423, "device 'boiler' is LOCKED", outcome);

        measured("18.5");
        await().until(() -> asked("held") >= 3);
        assertThat(asked("control")).isZero();
        coreCommand.obeys();

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(coreCommand.asked().stream().map(CoreCommand.Asked::command).distinct())
                .containsExactly("held", "control");
    }

    @Test
    void what_is_not_confirmed_is_looked_at_again_while_the_other_commands_of_the_device_go_on() {
        given().contentType("application/json")
                .body(TWO_COMMANDS.replace("\"mode\": \"heat\" } } }", "\"lamp\": \"on\" } } }"))
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
        coreCommand.endsOnly("held", 504, "the device does not show it", Envelope.UNCONFIRMED);

        measured("18.5");
        await().until(() -> asked("control") == 1);
        await().until(() -> asked("held") >= 3);
        when().get("/api/v3/action/waiting").then().body("totalCount", is(1)).body("actions[0].command", is("held"));
        coreCommand.obeys();

        await().until(() -> actions.figures().waiting() == 0);
        List<CoreCommand.Asked> held = coreCommand.asked().stream()
                .filter(asked -> asked.command().equals("held"))
                .toList();
        assertThat(held.getFirst().raw()).doesNotContain("hearth-look");
        // Only the first one may act.
        assertThat(held.stream().skip(1))
                .allSatisfy(look -> assertThat(look.raw()).contains("\"hearth-look\":\"true\""));
    }

    private void coldWhileAPersonHoldsTheBoiler() {
        given().contentType("application/json")
                .body(Given.BOILER)
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
        coreCommand.refusesOnly("control", 423, "a person holds resource 'mode'");
        measured("18.5");
        await().until(() -> asked("control") >= 2);
    }

    private static String silenced() {
        String silence = given().contentType("application/json")
                .body("{\"rule\":\"boiler-on-when-cold\",\"for\":\"1h\"}")
                .post("/api/v3/silence")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        await().untilAsserted(() ->
                when().get("/api/v3/action/waiting").then().body("actions[0].reason", containsString("silenced by")));
        return silence;
    }

    private static void ends(String silence) {
        when().delete("/api/v3/silence/id/" + silence).then().statusCode(200);
    }

    private List<Object> modesSince(int before) {
        return coreCommand.asked().stream()
                .skip(before)
                .map(asked -> ((Map<?, ?>) asked.values()).get("mode"))
                .distinct()
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void a_silence_holds_for_what_waits_already_which_is_done_at_its_end() {
        coldWhileAPersonHoldsTheBoiler();
        String silence = silenced();
        coreCommand.obeys();
        int before = coreCommand.asked().size();
        // Passes the line of what was set aside by: it is another rule's.
        given().contentType("application/json")
                .body(Given.BOILER.replace("boiler-on-when-cold", "other").replace("heat", "eco"))
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
        await().until(() -> modesSince(before).equals(List.of("eco")));
        when().get("/api/v3/rule/name/boiler-on-when-cold/why?device=livingroom")
                .then()
                .body("waiting[0].reason", containsString("silenced by"));

        ends(silence);

        await().until(() -> modesSince(before).equals(List.of("eco", "heat")));
    }

    @Test
    void what_waits_is_not_done_when_its_rule_has_changed_its_mind_in_a_silence() {
        coldWhileAPersonHoldsTheBoiler();
        String silence = silenced();
        measured("21");
        await().until(() -> actions.figures().waiting() == 0);
        coreCommand.obeys();
        int before = coreCommand.asked().size();

        ends(silence);

        await().until(() -> modesSince(before).equals(List.of("off")));
    }

    private long asked(String command) {
        return coreCommand.asked().stream()
                .filter(asked -> asked.command().equals(command))
                .count();
    }

    private void measured(String value) {
        Instant now = Instant.now();
        BusMessage message =
                Given.message(Given.LIVINGROOM, now.getEpochSecond() * Given.SECOND + now.getNano(), value);
        bus.publishAndWait(message.topic(), message.payload());
    }
}
