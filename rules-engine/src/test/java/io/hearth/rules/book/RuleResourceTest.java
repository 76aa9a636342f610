package io.hearth.rules.book;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleResourceTest {
    private static final String RULE = "/api/v3/rule";
    private static final String BY_NAME = RULE + "/name/{name}";

    @Inject
    RuleBook book;

    @BeforeEach
    void noRules() {
        Awaitility.await().untilAsserted(book::requireLoaded);
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
    }

    private static String named(String name) {
        return Given.BOILER.replace("boiler-on-when-cold", name);
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .when()
                .post(RULE)
                .then();
    }

    private static ValidatableResponse put(String body) {
        return given().contentType("application/json")
                .body(body)
                .when()
                .put(RULE)
                .then();
    }

    @Test
    void one_bare_rule_is_made_with_201_and_an_id() {
        post(named("a"))
                .statusCode(201)
                .header("Content-Type", "application/json")
                .body("apiVersion", is("v3"))
                .body("statusCode", is(201))
                .body("id", matchesRegex("[0-9a-f-]{36}"));
    }

    @Test
    void the_prefix_and_the_short_path_are_the_same_door() {
        post(named("a")).statusCode(201);

        when().get("/rules-engine/api/v3/rule/name/a").then().statusCode(200);
    }

    @Test
    void a_name_in_use_is_409() {
        post(named("a")).statusCode(201);

        post(named("a")).statusCode(409).body("message", containsString("'a'"));
    }

    @Test
    void what_is_not_a_rule_is_400_and_says_why() {
        post(named("a").replace("20.5", "19"))
                .statusCode(400)
                .body("statusCode", is(400))
                .body("message", containsString("when.clearAbove is 19"));
        post("").statusCode(400);
        post("{").statusCode(400);
        post("7").statusCode(400);
        when().get(BY_NAME, "a").then().statusCode(404);
    }

    /** What could reach where a rule must not reach, or never come to an end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"publish\": {\"topic\": \"home/+/x\", \"payload\": 1}}; then[0].publish.topic",
                "{\"publish\": {\"topic\": \"home/#\", \"payload\": 1}}; then[0].publish.topic",
                "{\"publish\": {\"topic\": \"edgex/events/x\", \"payload\": 1}}; then[0].publish.topic",
                "{\"webhook\": {\"url\": \"https://127.0.0.1/x\"}}; then[0].webhook.url",
                "{\"webhook\": {\"url\": \"https://169.254.169.254/latest\"}}; then[0].webhook.url",
                "{\"webhook\": {\"url\": \"file:///etc/passwd\"}}; then[0].webhook.url",
                "{\"notify\": {\"message\": \"${nobody}\"}}; then[0].notify.message"
            })
    void what_an_action_must_not_do_is_400_with_its_field_and_is_not_saved(String action, String field) {
        post("{\"name\": \"a\", \"when\": {\"device\": \"d\", \"absent\": \"1m\"}, \"then\": [" + action + "]}")
                .statusCode(400)
                .body("message", containsString(field));
        when().get(BY_NAME, "a").then().statusCode(404);
    }

    @Test
    void an_expression_that_is_none_is_400_with_line_and_column() {
        post("{\"name\": \"a\", \"when\": {\"device\": \"d\", \"expression\": \"t > 20 &&\\n tt > 3\", \"values\": {\"t\": \"t\"}}}")
                .statusCode(400)
                .body("message", containsString("when.expression"))
                .body("message", containsString("line 2, column 2"));
        when().get(BY_NAME, "a").then().statusCode(404);
    }

    @Test
    void a_list_of_rules_is_answered_with_207_and_an_item_each() {
        post(named("a")).statusCode(201);

        post("[" + named("b") + "," + named("a") + "," + named("b") + "]")
                .statusCode(207)
                .body("statusCode", contains(201, 409, 409))
                .body("[0].id", matchesRegex("[0-9a-f-]{36}"))
                .body("[1].id", nullValue());
    }

    @Test
    void request_envelopes_get_their_request_id_back() {
        String id = UUID.randomUUID().toString();
        String envelope = "{\"apiVersion\":\"v3\",\"requestId\":\"" + id + "\",\"rule\":" + named("a") + "}";

        post("[" + envelope + "]")
                .statusCode(207)
                .body("[0].statusCode", is(201))
                .body("[0].requestId", is(id));
    }

    @Test
    void one_bad_item_is_400_for_the_list_and_nothing_is_applied() {
        post("[" + named("a") + ",{\"name\":\"b\"}]").statusCode(400).body("message", containsString("item 1"));
        post("[{\"apiVersion\":\"v3\",\"requestId\":\"7\",\"rule\":" + named("a") + "}]")
                .statusCode(400);
        post("[{\"rule\":" + named("a") + "}]").statusCode(400);

        when().get(RULE + "/all").then().body("totalCount", is(0));
    }

    @Test
    void a_list_of_nothing_is_207_with_null() {
        post("[]").statusCode(207).body(is("null"));
        post("null").statusCode(207).body(is("null"));
    }

    @Test
    void a_rule_is_replaced_by_its_name() {
        post(named("a")).statusCode(201);

        put(named("a").replace("20.5", "21")).statusCode(200).body("statusCode", is(200));

        when().get(BY_NAME, "a").then().statusCode(200).body("version", is(2)).body("rule.when.clearAbove", is(21));
    }

    @Test
    void a_rule_that_is_not_there_cannot_be_replaced() {
        put(named("a")).statusCode(404);
        put("[" + named("a") + "]").statusCode(207).body("statusCode", contains(404));
    }

    @Test
    void a_rule_is_shown_as_it_can_be_put_again_with_its_state() {
        post(named("a")).statusCode(201);

        ValidatableResponse shown = when().get(BY_NAME, "a")
                .then()
                .statusCode(200)
                .body("rule.name", is("a"))
                .body("rule.then[0].command.values.target", is(23))
                .body("devices", hasSize(1))
                .body("devices[0].device", is("livingroom"))
                .body("devices[0].state", is("UNKNOWN"))
                .body("devices[0].lastValue", nullValue());

        put(new String(Json.bytes(shown.extract().jsonPath().getMap("rule")), StandardCharsets.UTF_8))
                .statusCode(200);
    }

    @Test
    void a_rule_switched_off_watches_no_device() {
        post(named("a")).statusCode(201);

        put(named("a").replace("\"description\"", "\"enabled\": false, \"description\""))
                .statusCode(200);

        when().get(BY_NAME, "a").then().body("rule.enabled", equalTo(false)).body("devices", empty());
    }

    @Test
    void rules_are_listed_in_pages_and_by_labels() {
        post("[" + named("a") + "," + named("b") + ","
                        + named("c").replace("\"description\"", "\"labels\": [\"x\", \"y\"], \"description\"") + "]")
                .statusCode(207);

        when().get(RULE + "/all")
                .then()
                .statusCode(200)
                .body("totalCount", is(3))
                .body("rules.name", hasItems("a", "b", "c"));
        when().get(RULE + "/all?offset=1&limit=1")
                .then()
                .body("totalCount", is(3))
                .body("rules", hasSize(1));
        when().get(RULE + "/all?labels=x,y").then().body("totalCount", is(1)).body("rules.name", contains("c"));
        when().get(RULE + "/all?limit=0").then().body("totalCount", is(3)).body("rules", empty());
        when().get(RULE + "/all?offset=4").then().statusCode(416);
        when().get(RULE + "/all?limit=-2").then().statusCode(400);
    }

    @Test
    void a_deleted_rule_is_gone() {
        post(named("a")).statusCode(201);

        when().delete(BY_NAME, "a").then().statusCode(200).body("statusCode", is(200));

        when().get(BY_NAME, "a").then().statusCode(404).body("message", containsString("'a'"));
        when().delete(BY_NAME, "a").then().statusCode(404);
    }

    @Test
    void a_name_with_a_slash_and_korean_letters_is_found() {
        post(named("거실/난방 #1+")).statusCode(201);

        when().get(BY_NAME, "거실/난방 #1+").then().statusCode(200).body("rule.name", is("거실/난방 #1+"));
        when().delete(BY_NAME, "거실/난방 #1+").then().statusCode(200);
    }

    @Test
    void actions_that_wait_and_that_were_given_up_are_listed() {
        // One of a rule that another test has deleted may be under way.
        Awaitility.await().untilAsserted(() -> when().get("/api/v3/action/waiting")
                .then()
                .statusCode(200)
                .body("totalCount", is(0))
                .body("actions", empty()));
        when().get("/api/v3/action/failed").then().statusCode(200).body("apiVersion", is("v3"));
    }

    @Test
    void the_service_says_that_it_is_ready_and_counts() {
        post(named("a")).statusCode(201);

        when().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItems("rules", "redis", "bus"));
        String metrics =
                when().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(metrics)
                .contains("hearth_rules_loaded 1.0")
                .contains("hearth_rules_active 0.0")
                .contains("hearth_rules_evaluations_total")
                .contains("hearth_rules_actions_total{kind=\"command\",outcome=\"done\"}")
                .contains("hearth_messages_received_total{service=\"rules-engine\"}");
    }
}
