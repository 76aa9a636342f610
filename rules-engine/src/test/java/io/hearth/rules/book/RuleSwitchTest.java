package io.hearth.rules.book;

import static io.hearth.rules.book.OverHttp.BY_NAME;
import static io.hearth.rules.book.OverHttp.RULE;
import static io.hearth.rules.book.OverHttp.labelled;
import static io.hearth.rules.book.OverHttp.made;
import static io.hearth.rules.book.OverHttp.named;
import static io.hearth.rules.book.OverHttp.rule;
import static io.hearth.rules.book.OverHttp.send;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.rules.Given;
import io.hearth.rules.engine.Engine;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How rules are switched, and changed in part. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleSwitchTest {
    @Inject
    RuleBook book;

    @Inject
    Engine engine;

    private long measured;

    @BeforeEach
    void noRules() {
        Awaitility.await().untilAsserted(book::requireLoaded);
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
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
    void who_ends_a_rule_that_is_active_is_told_that_nobody_undoes_what_it_did() throws Exception {
        String left =
                "the rule was active for livingroom, or had still to undo what it did, and what it does otherwise is not done";
        made(labelled("a", "heating"));

        isCold();
        send(Method.PATCH, "{\"name\":\"a\",\"severity\":\"critical\"}", RULE).body("warnings", not(hasItem(left)));
        when().put(BY_NAME + "/disable", "a").then().statusCode(200).body("warnings", contains(left));
        when().put(BY_NAME + "/disable", "a").then().statusCode(200).body("warnings", nullValue());
        when().put(BY_NAME + "/enable", "a").then().statusCode(200).body("warnings", nullValue());

        isCold();
        when().put(RULE + "/label/heating/disable").then().statusCode(207).body("[0].warnings", contains(left));
        when().put(RULE + "/label/heating/enable").then().statusCode(207).body("[0].warnings", nullValue());

        isCold();
        send(Method.PUT, labelled("a", "heating").replace("\"temperature\"", "\"humidity\""), RULE)
                .statusCode(200)
                .body("warnings", hasItem(left));
        send(Method.PUT, labelled("a", "heating"), RULE).statusCode(200).body("warnings", not(hasItem(left)));

        isCold();
        when().delete(BY_NAME, "a").then().statusCode(200).body("warnings", contains(left));
    }

    @Test
    void who_ends_a_rule_that_has_still_to_undo_what_it_did_is_told_so_too() throws Exception {
        made(named("a"));
        isCold();
        measured("25", "NORMAL");

        when().put(BY_NAME + "/disable", "a")
                .then()
                .statusCode(200)
                .body("warnings", contains(containsString("livingroom")));
        when().delete(BY_NAME, "a").then().statusCode(200).body("warnings", nullValue());
    }

    private void isCold() throws InterruptedException {
        measured("15", "ACTIVE");
    }

    private void measured(String value, String state) throws InterruptedException {
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        // Later than what was measured before, and not in the future.
        measured = Math.max(now, measured + 1);
        engine.handle(List.of(Given.message(Given.LIVINGROOM, measured, value)));
        rule("a").body("devices[0].state", is(state));
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
