package io.hearth.command.confirm;

import static io.hearth.command.Put.put;
import static io.hearth.command.ScriptedDeviceService.done;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hearth.command.Asker;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.Outcome;
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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that acted and were not confirmed, and come again. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class LookAgainTest {
    @Inject
    Pile pile;

    private Valve valve;

    @BeforeEach
    void far_end() {
        valve = new Valve();
    }

    @AfterEach
    void far_end_gone() {
        valve.close();
    }

    @Test
    void an_unconfirmed_command_has_acted_and_its_id_does_not_act_again() {
        valve.shows("position", "21");
        String id = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            given().contentType("application/json")
                    .header("X-Hearth-Command-Id", id)
                    .body("{\"position\":23}")
                    .put("/api/v3/device/name/" + valve.name() + "/position?confirm=true")
                    .then()
                    .statusCode(504)
                    .body("message", containsString("reads '21'"));
        }

        assertThat(valve.methods().stream().filter("set"::equals)).hasSize(1);
    }

    @Test
    void an_unconfirmed_command_that_comes_again_is_looked_at_again_and_does_not_act_again() {
        AtomicReference<String> shown = new AtomicReference<>("21");
        valve.shows("position", shown::get);
        String id = UUID.randomUUID().toString();
        repeat(id).statusCode(504);

        shown.set("23");
        repeat(id).statusCode(200);
        shown.set("50");
        repeat(id).statusCode(200);

        assertThat(valve.methods().stream().filter("set"::equals)).hasSize(1);
    }

    @Test
    void a_look_that_cannot_be_taken_makes_the_command_act_again_neither() {
        valve.shows("position", "21");
        String id = UUID.randomUUID().toString();
        repeat(id).statusCode(504);

        valve.answers(asked -> null);
        repeat(id).statusCode(504);
        valve.shows("position", "23");
        repeat(id).statusCode(200);

        assertThat(valve.methods().stream().filter("set"::equals)).hasSize(1);
    }

    @Test
    void what_is_looked_at_again_holds_up_no_other_command_to_the_device() {
        valve.shows("position", "21");
        String id = UUID.randomUUID().toString();
        repeat(id).statusCode(504);
        int looks = valve.methods().size();
        valve.answersReads(asked -> null);

        try (Asker asker = new Asker(WithBroker.broker().port(), "edgex/response/core-command/#")) {
            asker.send(
                    "edgex/core/command/request/" + valve.name() + "/position/set",
                    Asker.envelope(id, "{\"position\":23}", "{\"confirm\":\"true\",\"hearth-look\":\"true\"}"));
            await().until(() -> valve.methods().size() > looks);
            put(valve.name(), "position", "{\"position\":50}").statusCode(200);

            assertThat(asker.answers(id)).isEmpty();
            assertThat(asker.answer(id).get("statusCode").asInt()).isEqualTo(504);
            assertThat(asker.answer(id).get("outcome").asText()).isEqualTo("unconfirmed");
        }
        assertThat(valve.methods().stream().filter("set"::equals)).hasSize(2);
    }

    @Test
    void a_look_at_a_command_that_is_not_known_sends_nothing() {
        given().contentType("application/json")
                .header("X-Hearth-Command-Id", UUID.randomUUID().toString())
                .body("{\"position\":23}")
                .put("/api/v3/device/name/" + valve.name() + "/position?hearth-look=true")
                .then()
                .statusCode(404)
                .body("message", containsString("is not known any more"));
        put(valve.name(), "position?hearth-look=true", "{\"position\":23}")
                .statusCode(400)
                .body("message", containsString("hearth-look"));

        assertThat(valve.asked()).isEmpty();
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
                valve.name(),
                "position",
                Command.Method.SET,
                JsonNodeFactory.instance.objectNode().put("position", 23),
                Map.of(),
                new Caller(Caller.Kind.UNKNOWN, "", Caller.Way.REST, ""),
                Wishes.NONE);
        CompletableFuture<CommandIds.Claim> claimed = new CompletableFuture<>();
        valve.answers(asked -> {
            if (Valve.method(asked).equals("set")) {
                return done(asked, "null");
            }
            claimed.complete(successor.claim(again));
            return Valve.shown(asked, "position", "23");
        });

        given().contentType("application/json")
                .header("X-Hearth-Command-Id", id.toString())
                .body("{\"position\":23}")
                .put("/api/v3/device/name/" + valve.name() + "/position?confirm=true")
                .then()
                .statusCode(200);

        assertThat(claimed.join())
                .isInstanceOfSatisfying(CommandIds.Settled.class, settled -> assertThat(settled.outcome())
                        .isInstanceOf(Outcome.Unconfirmed.class));
        assertThat(successor.claim(again))
                .isInstanceOfSatisfying(CommandIds.Settled.class, settled -> assertThat(settled.outcome())
                        .isInstanceOf(Outcome.Answered.class));
    }

    private ValidatableResponse repeat(String id) {
        return given().contentType("application/json")
                .header("X-Hearth-Command-Id", id)
                .body("{\"position\":23}")
                .put("/api/v3/device/name/" + valve.name() + "/position?confirm=true")
                .then();
    }
}
