package io.hearth.rules.book;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.hearth.rules.Given;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How rules are switched, changed in part, had back, and taken out and in. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleKeepingTest {
    private static final String RULE = "/api/v3/rule";
    private static final String BY_NAME = RULE + "/name/{name}";
    private static final String VERSIONS = BY_NAME + "/version/all";

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

    private static String labelled(String name, String label) {
        return named(name).replace("\"description\"", "\"labels\": [\"" + label + "\"], \"description\"");
    }

    private static ValidatableResponse send(Method method, String body, String path, Object... names) {
        return given().contentType("application/json")
                .body(body)
                .when()
                .request(method, path, names)
                .then();
    }

    private static void made(String rule) {
        send(Method.POST, rule, RULE).statusCode(201);
    }

    private static ValidatableResponse rule(String name) {
        return when().get(BY_NAME, name).then().statusCode(200);
    }

    @Test
    void a_rule_is_switched_off_and_on_by_its_name() {
        made(named("a"));

        when().put(BY_NAME + "/disable", "a").then().statusCode(200).body("statusCode", is(200));
        rule("a").body("rule.enabled", is(false)).body("devices", empty());

        when().put(BY_NAME + "/enable", "a").then().statusCode(200);
        rule("a").body("rule.enabled", is(true)).body("devices", hasSize(1)).body("version", is(3));
    }

    @Test
    void a_rule_that_is_on_already_stays_as_it_is() {
        made(named("a"));

        when().put(BY_NAME + "/enable", "a").then().statusCode(200);

        rule("a").body("version", is(1));
    }

    @Test
    void a_rule_that_is_not_there_cannot_be_switched() {
        when().put(BY_NAME + "/disable", "a").then().statusCode(404).body("message", containsString("'a'"));
    }

    @Test
    void all_rules_with_a_label_are_switched_together_and_each_is_answered() {
        made(labelled("a", "heating"));
        made(labelled("b", "heating"));
        made(labelled("c", "light"));

        when().put(RULE + "/label/heating/disable")
                .then()
                .statusCode(207)
                .body("name", contains("a", "b"))
                .body("statusCode", contains(200, 200));

        rule("a").body("rule.enabled", is(false));
        rule("b").body("rule.enabled", is(false));
        rule("c").body("rule.enabled", is(true));
        when().put(RULE + "/label/heating/enable").then().statusCode(207).body("", hasSize(2));
        rule("a").body("rule.enabled", is(true));
        when().put(RULE + "/label/nobody's/enable").then().statusCode(207).body("", empty());
    }

    @Test
    void only_the_fields_that_are_given_change() {
        made(labelled("a", "heating"));

        send(Method.PATCH, "{\"name\":\"a\",\"severity\":\"critical\",\"description\":null}", RULE)
                .statusCode(200);

        rule("a")
                .body("version", is(2))
                .body("rule.severity", is("critical"))
                .body("rule.labels", contains("heating"))
                .body("rule.description", containsString("20 degrees"))
                .body("rule.then", hasSize(1));
    }

    @Test
    void a_part_that_makes_no_rule_is_400_and_changes_nothing() {
        made(named("a"));

        send(Method.PATCH, "{\"name\":\"a\",\"severity\":\"bad\"}", RULE)
                .statusCode(400)
                .body("message", containsString("severity"));
        send(Method.PATCH, "{\"name\":\"a\",\"colour\":\"red\"}", RULE).statusCode(400);
        send(Method.PATCH, "{\"severity\":\"critical\"}", RULE)
                .statusCode(400)
                .body("message", containsString("field name"));
        send(Method.PATCH, "7", RULE).statusCode(400);
        send(Method.PATCH, "", RULE).statusCode(400);
        send(Method.PATCH, "[{\"name\":\"a\",\"severity\":\"critical\"},{\"name\":\"a\",\"severity\":\"bad\"}]", RULE)
                .statusCode(400);

        rule("a").body("version", is(1));
    }

    @Test
    void parts_in_envelopes_are_answered_one_by_one() {
        made(named("a"));
        String id = UUID.randomUUID().toString();
        String envelope = "{\"apiVersion\":\"v3\",\"requestId\":\"" + id
                + "\",\"rule\":{\"name\":\"%s\",\"severity\":\"critical\"}}";

        send(Method.PATCH, "[" + envelope.formatted("a") + "," + envelope.formatted("b") + "]", RULE)
                .statusCode(207)
                .body("statusCode", contains(200, 404))
                .body("requestId", contains(id, id));
        send(Method.PATCH, "{\"name\":\"b\",\"severity\":\"critical\"}", RULE).statusCode(404);
    }

    @Test
    void each_version_is_kept_with_who_made_it() {
        made(named("a"));
        given().header("X-Hearth-Caller", "person:alice")
                .contentType("application/json")
                .body(named("a").replace("20.5", "21"))
                .put(RULE)
                .then()
                .statusCode(200);
        given().queryParam("hearth-caller", "rule:vacation")
                .put(BY_NAME + "/disable", "a")
                .then()
                .statusCode(200);

        when().get(VERSIONS, "a")
                .then()
                .statusCode(200)
                .body("totalCount", is(3))
                .body("versions.version", contains(3, 2, 1))
                .body("versions.by", contains("rule:vacation", "person:alice", "rest"))
                .body("versions.rule.enabled", contains(false, true, true))
                .body("versions[1].rule.when.clearAbove", is(21));
        when().get(VERSIONS + "?offset=2&limit=5", "a").then().body("versions.version", contains(1));
        when().get(BY_NAME + "/version/1", "a").then().statusCode(200).body("version.rule.when.clearAbove", is(20.5f));
        when().get(BY_NAME + "/version/9", "a").then().statusCode(404);
        when().get(VERSIONS, "b").then().statusCode(404);
    }

    @Test
    void who_mistypes_who_they_are_is_told_so() {
        given().header("X-Hearth-Caller", "persn:alice")
                .contentType("application/json")
                .body(named("a"))
                .post(RULE)
                .then()
                .statusCode(400)
                .body("message", containsString("persn"));

        when().get(BY_NAME, "a").then().statusCode(404);
    }

    @Test
    void the_same_rule_put_again_is_no_new_version() {
        made(named("a"));

        send(Method.PUT, named("a"), RULE).statusCode(200);

        when().get(VERSIONS, "a").then().body("totalCount", is(1));
        send(
                        Method.PUT,
                        named("a").replace("\"mode\": \"heat\", \"target\": 23", "\"target\": 23, \"mode\": \"heat\""),
                        RULE)
                .statusCode(200);
        // Values are sent in this order, so another order is another rule.
        when().get(VERSIONS, "a").then().body("totalCount", is(2));
    }

    @Test
    void going_back_is_a_new_version() {
        made(named("a"));
        send(Method.PUT, named("a").replace("20.5", "21"), RULE).statusCode(200);

        when().post(BY_NAME + "/version/1/restore", "a").then().statusCode(200).body("version", is(3));

        rule("a").body("version", is(3)).body("rule.when.clearAbove", is(20.5f));
        when().post(BY_NAME + "/version/7/restore", "a").then().statusCode(404);
    }

    @Test
    void as_many_versions_are_kept_as_the_setting_says() {
        made(named("a"));
        for (int i = 0; i < 7; i++) {
            send(Method.PUT, named("a").replace("20.5", "2" + (i + 1)), RULE).statusCode(200);
        }

        when().get(VERSIONS, "a").then().body("versions.version", contains(8, 7, 6, 5));
    }

    @Test
    void a_deleted_rule_is_had_back_with_its_versions() {
        made(named("a"));
        send(Method.PUT, named("a").replace("20.5", "21"), RULE).statusCode(200);
        given().header("X-Hearth-Caller", "person:bob")
                .delete(BY_NAME, "a")
                .then()
                .statusCode(200);

        String id = when().get(RULE + "/deleted/all")
                .then()
                .statusCode(200)
                .body("rules[0].name", is("a"))
                .body("rules[0].by", is("person:bob"))
                .body("rules[0].version", is(2))
                .extract()
                .path("rules[0].id");
        when().post(RULE + "/deleted/id/{id}/restore", id)
                .then()
                .statusCode(200)
                .body("version", is(3));

        rule("a").body("id", is(id)).body("rule.when.clearAbove", is(21)).body("devices", hasSize(1));
        when().get(VERSIONS, "a").then().body("versions.version", contains(3, 2, 1));
        when().get(RULE + "/deleted/all").then().body("rules.findAll { it.id == '" + id + "' }", empty());
        when().post(RULE + "/deleted/id/{id}/restore", id).then().statusCode(404);
    }

    @Test
    void a_deleted_rule_is_not_had_back_over_one_that_has_its_name_now() {
        made(named("a"));
        when().delete(BY_NAME, "a").then().statusCode(200);
        String id = when().get(RULE + "/deleted/all").then().extract().path("rules[0].id");
        made(named("a"));

        when().post(RULE + "/deleted/id/{id}/restore", id).then().statusCode(409);
    }

    @Test
    void what_is_exported_is_imported_again() {
        made(labelled("a", "heating"));
        made(named("b"));
        String exported = when().get(RULE + "/export")
                .then()
                .statusCode(200)
                .header("Content-Type", "application/json")
                .body("totalCount", is(2))
                .body("rules.name", contains("a", "b"))
                .extract()
                .asString();
        when().get(RULE + "/export?labels=heating").then().body("rules.name", contains("a"));
        when().delete(BY_NAME, "a").then().statusCode(200);
        send(Method.PUT, named("b").replace("20.5", "21"), RULE).statusCode(200);
        made(named("c"));

        send(Method.POST, exported, RULE + "/import?mode=replace&dryRun=true")
                .statusCode(200)
                .body("dryRun", is(true))
                .body("rules.name", contains("a", "b", "c"))
                .body("rules.result", contains("added", "changed", "removed"));
        rule("c");
        send(Method.POST, exported, RULE + "/import?mode=replace")
                .statusCode(200)
                .body("added", is(1))
                .body("changed", is(1))
                .body("removed", is(1))
                .body("unchanged", is(0));

        assertThat(when().get(RULE + "/export").path("rules.name").toString()).contains("a", "b");
        when().get(BY_NAME, "c").then().statusCode(404);
        rule("b").body("rule.when.clearAbove", is(20.5f));
        send(Method.POST, exported, RULE + "/import")
                .body("unchanged", is(2))
                .body("rules.statusCode", contains(200, 200));
    }

    @Test
    void by_default_an_import_keeps_the_rules_that_are_not_in_it() {
        made(named("a"));

        send(Method.POST, "[" + named("b") + "]", RULE + "/import")
                .statusCode(200)
                .body("added", is(1));

        when().get(RULE + "/all").then().body("rules.name", containsInAnyOrder("a", "b"));
    }

    @Test
    void an_import_with_what_is_no_rule_says_all_reasons_and_takes_none() {
        made(named("a"));

        send(
                        Method.POST,
                        "[" + named("b") + ",{\"name\":\"c\"}," + named("d").replace("20.5", "19") + "," + named("b")
                                + "]",
                        RULE + "/import?mode=replace")
                .statusCode(400)
                .body(
                        "message",
                        allOf(
                                containsString("rule 1:"),
                                containsString("rule 2: field when.clearAbove"),
                                containsString("rule 3: there is another one named 'b'")));

        when().get(RULE + "/all").then().body("rules.name", contains("a"));
        send(Method.POST, "[]", RULE + "/import?mode=all").statusCode(400).body("message", containsString("mode"));
        send(Method.POST, "[]", RULE + "/import?dryRun=perhaps").statusCode(400);
        send(Method.POST, "\"rules\"", RULE + "/import").statusCode(400);
        send(Method.POST, "{", RULE + "/import").statusCode(400);
        send(Method.POST, "", RULE + "/import").statusCode(400);
    }

    @Test
    void an_import_of_more_rules_than_there_may_be_takes_none() {
        StringBuilder many = new StringBuilder("[" + named("0"));
        for (int i = 1; i <= 2100; i++) {
            many.append(',').append(named(Integer.toString(i)));
        }

        send(Method.POST, many.append(']').toString(), RULE + "/import").statusCode(413);

        when().get(RULE + "/all").then().body("totalCount", is(0));
    }

    @Test
    void the_devices_of_a_rule_are_told_saved_or_not() {
        made(named("a"));

        when().get(BY_NAME + "/devices", "a")
                .then()
                .statusCode(200)
                .body("totalCount", is(1))
                .body("devices[0].deviceName", is("livingroom"))
                .body("devices[0].known", is(false));
        send(Method.POST, named("b"), RULE + "/devices")
                .statusCode(200)
                .body("devices.deviceName", contains("livingroom"));
        send(Method.POST, "{\"name\":\"b\"}", RULE + "/devices").statusCode(400);
        send(Method.POST, "", RULE + "/devices").statusCode(400);
        when().get(BY_NAME + "/devices", "b").then().statusCode(404);
    }
}
