package io.hearth.rules.backtest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.hearth.rules.book.RuleBook;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class TrialResourceTest {
    private static final String RULE = "/rules-engine/api/v3/rule";
    private static final String COLD = """
            {"name": "cold", "when": {"device": "livingroom", "resource": "temperature", "below": 20, "onDelay": "30s"},
             "then": [{"notify": {"message": "${value} in ${device}"}}]}""";

    @Inject
    RuleBook book;

    @BeforeEach
    void waitForTheRules() {
        Awaitility.await().untilAsserted(book::requireLoaded);
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json")
                .body(body)
                .when()
                .post(RULE + path)
                .then();
    }

    @Test
    void a_rule_is_checked_and_nothing_is_saved() {
        int before = book.size();

        post("/validate", COLD)
                .statusCode(200)
                .body("valid", is(true))
                .body("errors", empty())
                .body("deviceCount", is(1))
                .body("devices", contains("livingroom"));
        post("/validate", COLD.replace("\"below\": 20", "\"below\": \"x\""))
                .statusCode(200)
                .body("valid", is(false))
                .body("errors.message", hasItem(containsString("field when.below is \"x\", allowed is a number")));
        post("/validate", """
                {"name": "r", "when": {"device": "d", "expression": "t >", "values": {"t": "x"}}}""")
                .body("valid", is(false))
                .body("errors.field", contains("when.expression"))
                .body("errors.message", hasItem(containsString("line 1, column 4")));

        Assertions.assertThat(book.size()).isEqualTo(before);
    }

    @Test
    void what_is_not_there_is_told_when_the_rule_is_saved() {
        Awaitility.await().untilAsserted(() -> post("/validate", COLD)
                .body(
                        "warnings.message",
                        hasItem(containsString("field when.device is \"livingroom\", and there is no such device"))));

        post("", COLD)
                .statusCode(201)
                .body(
                        "warnings",
                        hasItem(containsString("field when.device is \"livingroom\", and there is no such device")));
        post("", "[" + COLD.replace("cold", "colder") + "]")
                .statusCode(207)
                .body("[0].statusCode", is(201))
                .body("[0].warnings", hasItem(containsString("no such device")));

        given().when().delete(RULE + "/name/cold").then().statusCode(200);
        given().when().delete(RULE + "/name/colder").then().statusCode(200);
    }

    @Test
    void what_is_an_error_is_not_saved() {
        post("", """
                {"name": "never", "when": {"device": "d", "all": [{"resource": "x", "above": 3}, {"resource": "x", "below": 2}]}}""").statusCode(400).body("message", containsString("contradict each other"));
    }

    @Test
    void a_rule_is_tried_on_given_readings() {
        post(
                        "/try",
                        "{\"rule\": " + COLD
                                + ", \"from\": \"2026-01-01T00:00:00Z\", \"until\": \"1m\", \"readings\": ["
                                + "{\"offset\": \"0s\", \"device\": \"livingroom\", \"resource\": \"temperature\", \"value\": 21},"
                                + "{\"time\": \"2026-01-01T00:00:10Z\", \"device\": \"livingroom\", \"resource\": \"temperature\", \"value\": 19.5}]}")
                .statusCode(200)
                .body("complete", is(true))
                .body("steps.to", contains("NORMAL", "PENDING", "ACTIVE"))
                .body("steps.time", contains("2026-01-01T00:00:00Z", "2026-01-01T00:00:10Z", "2026-01-01T00:00:40Z"))
                .body("steps[2].firing", is("RAISED"))
                .body("steps[2].actions[0].notify.message", is("19.5 in livingroom"))
                .body("devices[0].raised", is(1))
                .body("devices[0].state", is("ACTIVE"));
    }

    @Test
    void what_cannot_be_tried_is_told() {
        post("/try", "{}").statusCode(400).body("message", containsString("rule and name are missing"));
        post("/try", "{\"name\": \"nobody\", \"readings\": []}").statusCode(404);
        post("/try", "{\"rule\": " + COLD + ", \"readings\": [{\"device\": \"d\"}]}")
                .statusCode(400)
                .body("message", containsString("readings[0]"));
        post("/try", "{\"rule\": " + COLD + ", \"last\": \"soon\"}")
                .statusCode(400)
                .body("message", containsString("last"));
        post("/backtest", "{\"rule\": " + COLD + "}")
                .statusCode(400)
                .body("message", containsString("field from is missing"));
        post(
                        "/backtest",
                        "{\"rule\": " + COLD
                                + ", \"from\": \"2026-01-02T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}")
                .statusCode(400)
                .body("message", containsString("not forward"));
        post("/backtest", "not json").statusCode(400);
    }

    @Test
    void the_schema_is_served_and_is_in_the_description() {
        given().when().get(RULE + "/schema").then().statusCode(200).body("$ref", is("#/$defs/Rule"));
        given().queryParam("format", "json")
                .when()
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("components.schemas.MovingLimit.properties.offset.type", is("number"))
                .body("info.title", is("rules-engine API"));
    }
}
