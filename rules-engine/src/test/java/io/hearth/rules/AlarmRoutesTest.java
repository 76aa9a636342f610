package io.hearth.rules;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.hearth.rules.alarm.Act;
import io.hearth.rules.alarm.Alarm;
import io.hearth.rules.alarm.Alarms;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Engine;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alarms, silences, reasons and live streams of the whole service, over HTTP, with a real Redis and a real broker. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class AlarmRoutesTest {
    private static final String ALARM = "/api/v3/alarm";
    private static final String WHY = "/api/v3/rule/name/boiler-on-when-cold/why";
    private static long second;

    @Inject
    RuleBook book;

    @Inject
    Engine engine;

    @Inject
    Alarms alarms;

    private CoreCommand coreCommand;

    @BeforeEach
    void begin() {
        await().untilAsserted(book::requireLoaded);
        forgetAll();
        coreCommand = new CoreCommand(WithBroker.broker().port());
        given().body(Given.BOILER.replace("\"description\"", "\"labels\": [\"heating\"], \"description\""))
                .contentType("application/json")
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void end() {
        forgetAll();
        coreCommand.close();
    }

    private void forgetAll() {
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
        List<UUID> open = alarms.all().filter(Alarm::isRetained).map(Alarm::id).toList();
        alarms.act(open, new Act.Acknowledge(), "person:test", "");
        List<String> silences =
                when().get("/api/v3/silence/all?limit=-1").jsonPath().getList("silences.id");
        silences.forEach(id -> when().delete("/api/v3/silence/id/" + id));
    }

    private void measured(String value) throws InterruptedException {
        second++;
        engine.handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + second * Given.SECOND, value)));
    }

    private static ValidatableResponse does(String path, String body) {
        return given().header("X-Hearth-Caller", "person:alice")
                .contentType("application/json")
                .body(body)
                .put(ALARM + path)
                .then();
    }

    private static ValidatableResponse seen(String query) {
        return when().get(ALARM + "/all" + query).then().statusCode(200);
    }

    private static String onlyId() {
        return seen("").body("totalCount", is(1)).extract().path("alarms[0].id");
    }

    @Test
    void a_rule_that_becomes_active_raises_an_alarm_that_is_seen_until_it_is_over_and_acknowledged() throws Exception {
        measured("19.4");
        seen("?active=true&acked=false&severity=warning&labels=heating&rule=boiler-on-when-cold&shelved=false")
                .body("alarms[0].message", is("19.4 is below 20.0"))
                .body("alarms[0].activeState", is("active"))
                .body("alarms[0].ackedState", is("unacknowledged"))
                .body("alarms[0].retain", is(true));
        when().get(ALARM + "/device/name/livingroom").then().body("totalCount", is(1));
        when().get(ALARM + "/device/name/kitchen").then().body("totalCount", is(0));
        String id = onlyId();

        does("/id/" + id + "/acknowledge", "{\"comment\":\"the plumber comes\"}")
                .statusCode(200);
        does("/id/" + id + "/acknowledge", "").statusCode(409).body("message", containsString("acknowledged already"));
        measured("21");

        seen("").body("totalCount", is(0)).body("alarms", empty());
        seen("?retain=false&limit=1").body("alarms[0].id", is(id)).body("alarms[0].ended", notNullValue());
        when().get(ALARM + "/id/" + id)
                .then()
                .body("alarm.comment", is("the plumber comes"))
                .body("alarm.history.what", contains("raised", "acknowledged", "ended"))
                .body("alarm.history[1].who", is("person:alice"));
    }

    @Test
    void a_rule_that_fires_with_every_second_reading_is_limited_and_says_so() throws Exception {
        second++;
        for (int i = 0; i < 140; i++) {
            long origin = Given.EPOCH + second * Given.SECOND + i * 1_000_000L;
            engine.handle(List.of(Given.message(Given.LIVINGROOM, origin, i % 2 == 0 ? "19" : "21")));
        }

        seen("?kind=limited").body("totalCount", is(1)).body("alarms[0].activeState", is("active"));
        when().get(WHY).then().body("history.heldBack", hasItem("it fires too often"));
    }

    @Test
    void a_rule_that_feeds_its_own_condition_is_limited_and_says_so() throws Exception {
        given().contentType("application/json")
                .body(Given.BOILER.replace("boiler-on-when-cold", "goes-round").replace("\"boiler\"", "\"livingroom\""))
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
        // Slowly enough for a rule that fires because of others.
        for (int i = 0; i < 25; i++) {
            measured(i % 2 == 0 ? "19" : "21");
        }

        seen("?kind=limited&rule=goes-round").body("totalCount", is(1)).body("alarms[0].activeState", is("active"));
        when().get(WHY.replace("boiler-on-when-cold", "goes-round"))
                .then()
                .body("history.heldBack", hasItem("its own actions make it fire"));
        seen("?kind=limited&rule=boiler-on-when-cold").body("totalCount", is(0));
    }

    @Test
    void many_are_acknowledged_at_once_and_each_is_answered_by_itself() throws Exception {
        measured("19.4");
        String id = onlyId();
        String unknown = UUID.randomUUID().toString();

        given().contentType("application/json")
                .body("{\"ids\":[\"" + unknown + "\",\"" + id + "\"]}")
                .post(ALARM + "/acknowledge")
                .then()
                .statusCode(207)
                .body("statusCode", contains(404, 200))
                .body("[1].id", is(id));
    }

    @Test
    void a_shelved_alarm_is_out_of_sight_for_who_asks_so() throws Exception {
        measured("19.4");
        String id = onlyId();

        does("/id/" + id + "/shelve", "{\"for\":\"2h\",\"comment\":\"known\"}").statusCode(200);
        seen("?shelved=false").body("totalCount", is(0));
        seen("?shelved=true").body("alarms[0].shelvingState", is("timedShelved"));

        does("/id/" + id + "/unshelve", "{}").statusCode(200);
        does("/id/" + id + "/unshelve", "{}").statusCode(409);
        does("/id/" + id + "/shelve", "{\"oneShot\":true}").statusCode(200);
        seen("").body("alarms[0].shelvingState", is("oneShotShelved"));
        measured("21");
        seen("").body("alarms[0].shelvingState", is("unshelved"));
    }

    @Test
    void a_shelving_ends_by_the_clock() throws Exception {
        measured("19.4");

        String id = onlyId();

        does("/id/" + id + "/shelve", "{\"for\":\"1s\"}").statusCode(200);

        await().untilAsserted(() -> when().get(ALARM + "/id/" + id)
                .then()
                .body("alarm.history.what", contains("raised", "shelved", "unshelved"))
                .body("alarm.shelvingState", is("unshelved")));
    }

    @Test
    void what_is_not_allowed_is_400_and_changes_nothing() throws Exception {
        measured("19.4");
        String id = onlyId();

        does("/id/" + id + "/shelve", "{}").statusCode(400).body("message", containsString("for"));
        does("/id/" + id + "/shelve", "{\"for\":\"8d\"}").statusCode(400);
        does("/id/" + id + "/shelve", "{\"for\":\"1h\",\"until\":\"2030-01-01T00:00:00Z\"}")
                .statusCode(400);
        does("/id/" + id + "/comment", "{}").statusCode(400);
        does("/id/" + id + "/acknowledge", "{\"coment\":\"x\"}")
                .statusCode(400)
                .body("message", containsString("coment"));
        does("/id/7/acknowledge", "{}").statusCode(400);
        does("/acknowledge", "{\"ids\":[]}").statusCode(400);
        does("/id/" + UUID.randomUUID() + "/acknowledge", "{}").statusCode(404);
        given().header("X-Hearth-Caller", "alice")
                .put(ALARM + "/id/" + id + "/acknowledge")
                .then()
                .statusCode(400);
        when().get(ALARM + "/all?active=maybe").then().statusCode(400);
        when().get(ALARM + "/all?severity=bad").then().statusCode(400);

        when().get(ALARM + "/id/" + id).then().body("alarm.history.what", contains("raised"));
    }

    @Test
    void a_rule_that_is_deleted_ends_its_alarm() throws Exception {
        measured("19.4");

        when().delete("/api/v3/rule/name/boiler-on-when-cold").then().statusCode(200);

        seen("").body("alarms[0].activeState", is("inactive"));
    }

    @Test
    void a_silenced_rule_does_not_act_and_makes_up_for_it_at_the_end() throws Exception {
        String silence = given().header("X-Hearth-Caller", "person:alice")
                .contentType("application/json")
                .body("{\"label\":\"heating\",\"for\":\"3h\",\"comment\":\"the pump is changed\"}")
                .post("/api/v3/silence")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        measured("19.4");
        seen("?suppressed=true").body("alarms[0].silence", is(silence));
        when().get(WHY)
                .then()
                .body("because", containsString("silenced by person:alice"))
                .body("heldBack", is("raised"))
                .body("history.find { it.to == 'ACTIVE' }.heldBack", is("a silence holds"));
        measured("21");
        measured("18");
        assertThat(coreCommand.asked()).isEmpty();

        when().delete("/api/v3/silence/id/" + silence).then().statusCode(200);

        await().until(() -> coreCommand.commanded().size() == 1);
        assertThat(coreCommand.asked().getFirst().values()).isEqualTo(Map.of("mode", "heat", "target", 23));
        await().untilAsserted(() -> when().get(WHY).then().body("heldBack", nullValue()));
        seen("?suppressed=false").body("totalCount", is(1));
        when().get("/api/v3/silence/all").then().body("totalCount", is(0));
        when().delete("/api/v3/silence/id/" + silence).then().statusCode(404);
    }

    @Test
    void a_silence_beyond_all_clocks_is_400() {
        for (String times :
                List.of("\"for\":\"PT2500000000000H\"", "\"from\":\"+999999999-12-31T00:00:00Z\",\"for\":\"30d\"")) {
            given().contentType("application/json")
                    .body("{\"rule\":\"a\"," + times + "}")
                    .post("/api/v3/silence")
                    .then()
                    .statusCode(400)
                    .body("message", containsString("allowed"));
        }
    }

    @Test
    void a_silence_of_what_is_not_there_is_told_so() {
        given().contentType("application/json")
                .body("{\"rule\":\"boiler-on-when-cold\",\"label\":\"heating\",\"for\":\"1h\"}")
                .post("/api/v3/silence")
                .then()
                .statusCode(201)
                .body("warnings", nullValue());
        given().contentType("application/json")
                .body("[{\"rule\":\"boiler-on-when-cool\",\"label\":\"heatings\",\"for\":\"1h\"}]")
                .post("/api/v3/silence")
                .then()
                .statusCode(207)
                .body(
                        "[0].warnings",
                        contains(
                                "field rule is \"boiler-on-when-cool\", and there is no such rule now",
                                "field label is \"heatings\", and no rule has it now"));
    }

    @Test
    void silences_are_listed_with_their_state() {
        given().contentType("application/json")
                .body(
                        "[{\"rule\":\"a\",\"for\":\"1h\"},{\"rule\":\"b\",\"from\":\"2100-01-01T00:00:00Z\",\"for\":\"1h\"}]")
                .post("/api/v3/silence")
                .then()
                .statusCode(207)
                .body("statusCode", contains(201, 201));

        when().get("/api/v3/silence/all")
                .then()
                .body("totalCount", is(2))
                .body("silences.state", contains("pending", "active"));
    }

    @Test
    void why_says_what_a_rule_saw_and_decided() throws Exception {
        when().get(WHY).then().statusCode(200).body("because", startsWith("no value was seen yet"));
        measured("21");
        measured("19.4");
        measured("20.2");

        when().get(WHY + "?device=livingroom")
                .then()
                .statusCode(200)
                .body("state", is("ACTIVE"))
                .body(
                        "because",
                        startsWith("20.2 is no longer below 20.0, but not past where it is left, 20.5; active"))
                .body("values[0].value", is("20.2"))
                .body("conditions[0].condition", is("temperature below 20.0"))
                .body("conditions[0].value", is("20.2"))
                .body("conditions[0].holds", nullValue())
                .body("history.findAll { it.to }.to", contains("ACTIVE", "NORMAL"))
                .body("history.find { it.to == 'ACTIVE' }.from", is("NORMAL"))
                .body("history.find { it.to == 'ACTIVE' }.because", is("19.4 is below 20.0"))
                .body("history.find { it.to == 'ACTIVE' }.decided", is("raised"))
                .body("history.find { it.to == 'ACTIVE' }.actions", is(1));
        await().untilAsserted(() -> when().get(WHY)
                .then()
                .body("history[0].outcome", is("done"))
                .body("history[0].action", startsWith("control of boiler")));
        when().get(WHY + "?device=kitchen").then().statusCode(404);
        when().get("/api/v3/rule/name/none/why").then().statusCode(404);
    }

    @Test
    void live_streams_tell_of_states_and_alarms_and_go_on_after_a_break() throws Exception {
        String base = "http://localhost:" + RestAssured.port + "/api/v3/";
        String last;
        try (Listener states = new Listener(base + "rule/stream?device=livingroom", null);
                Listener raised = new Listener(base + "alarm/stream?label=heating&severity=warning", null);
                Listener others = new Listener(base + "rule/stream?rule=another", null)) {
            measured("19.4");
            await().until(() -> !states.events().isEmpty());
            assertThat(states.events().getFirst().name()).isEqualTo("state");
            await().until(() -> raised.data().stream().anyMatch(json -> json.contains("\"what\":\"raised\"")));
            assertThat(states.data().getFirst()).contains("\"to\":\"ACTIVE\"").contains("\"value\":\"19.4\"");
            assertThat(others.data()).isEmpty();
            last = states.events().getLast().id();
        }
        measured("21");

        try (Listener back = new Listener(base + "rule/stream?device=livingroom", last)) {
            await().until(() -> !back.data().isEmpty());
            assertThat(back.data()).hasSize(1);
            assertThat(back.data().getFirst()).contains("\"to\":\"NORMAL\"");
        }
        when().get("/api/v3/rule/stream?severity=bad").then().statusCode(400);
    }

    @Test
    void a_live_stream_of_which_there_is_nothing_to_tell_says_that_it_lives() throws Exception {
        String none = "http://localhost:" + RestAssured.port + "/api/v3/alarm/stream?rule=none";
        try (Listener quiet = new Listener(none, null)) {
            await().until(() -> quiet.heartbeats() > 1);
        }
    }

    @Test
    void figures_are_in_the_metrics_and_routes_in_the_description() throws Exception {
        measured("19.4");

        assertThat(when().get("/q/metrics").asString())
                .contains("hearth_rules_alarms_active{severity=\"warning\"} 1.0")
                .contains("hearth_rules_alarms_unacknowledged 1.0")
                .contains("hearth_rules_stream_clients")
                .contains("hearth_rules_silences_holding 0.0");
        given().header("Accept", "application/json")
                .get("/q/openapi")
                .then()
                .body("paths.keySet()", hasItem(containsString("/rules-engine/api/v3/silence/all")));
    }
}
