package io.hearth.rules.book;

import static io.hearth.rules.book.OverHttp.BY_NAME;
import static io.hearth.rules.book.OverHttp.RULE;
import static io.hearth.rules.book.OverHttp.labelled;
import static io.hearth.rules.book.OverHttp.made;
import static io.hearth.rules.book.OverHttp.named;
import static io.hearth.rules.book.OverHttp.rule;
import static io.hearth.rules.book.OverHttp.send;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import jakarta.inject.Inject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How rules are taken out and in. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleTransferTest {
    @Inject
    RuleBook book;

    @BeforeEach
    void noRules() {
        Awaitility.await().untilAsserted(book::requireLoaded);
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
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
}
