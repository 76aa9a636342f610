package io.hearth.rules.book;

import static io.hearth.rules.book.OverHttp.BY_NAME;
import static io.hearth.rules.book.OverHttp.RULE;
import static io.hearth.rules.book.OverHttp.VERSIONS;
import static io.hearth.rules.book.OverHttp.made;
import static io.hearth.rules.book.OverHttp.named;
import static io.hearth.rules.book.OverHttp.rule;
import static io.hearth.rules.book.OverHttp.send;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How rules are kept in their versions, and had back. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleVersionsTest {
    @Inject
    RuleBook book;

    @Inject
    RedisBatch redis;

    @BeforeEach
    void noRules() {
        Awaitility.await().untilAsserted(book::requireLoaded);
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
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
    void a_rule_that_is_had_back_is_told_what_it_names_and_is_not_there() {
        made(named("a"));
        send(Method.PUT, named("a").replace("20.5", "21"), RULE).statusCode(200);

        Awaitility.await().untilAsserted(() -> when().post(BY_NAME + "/version/1/restore", "a")
                .then()
                .statusCode(200)
                .body("warnings", hasItem(containsString("there is no such device now"))));
    }

    @Test
    void what_would_not_be_saved_now_is_not_had_back_either() {
        made(named("a"));
        String stored = redis.send(
                        Request.cmd(Command.HGET).arg(RuleStore.RULES).arg("a"))
                .toString();
        stored("a", stored.replace("\"rule\":{", "\"rule\":{\"coolDown\":\"5m\",\"reAlarmTime\":\"1m\","));
        send(Method.PUT, named("a").replace("20.5", "21"), RULE).statusCode(200);

        when().post(BY_NAME + "/version/1/restore", "a")
                .then()
                .statusCode(409)
                .body("message", containsString("would not be saved now: field reAlarmTime"));

        rule("a").body("version", is(2));
    }

    @Test
    void what_would_go_where_no_request_may_go_now_is_not_had_back_either() {
        made(named("a"));
        String stored = redis.send(
                        Request.cmd(Command.HGET).arg(RuleStore.RULES).arg("a"))
                .toString();
        stored("a", stored.replace("\"then\":[", "\"then\":[{\"webhook\":{\"url\":\"https://other.example/x\"}},"));
        send(Method.PUT, named("a").replace("20.5", "21"), RULE).statusCode(200);

        when().post(BY_NAME + "/version/1/restore", "a")
                .then()
                .statusCode(409)
                .body("message", containsString("would not be saved now: field then[0].webhook.url"));
    }

    @Test
    void a_rule_that_another_hearth_has_stored_keeps_its_name_though_nobody_here_understands_it() {
        String theirs =
                "{\"id\":\"0f3a1c9e-6f0e-4f0b-9c41-5f6f2f2a7a10\",\"rule\":{\"name\":\"theirs\",\"with\":\"magic\"}}";
        stored("theirs", theirs);
        try {
            send(Method.POST, named("theirs"), RULE)
                    .statusCode(409)
                    .body("message", containsString("'theirs' that another Hearth has stored"));

            when().get(BY_NAME, "theirs")
                    .then()
                    .statusCode(404)
                    .body("message", containsString("'theirs', which another Hearth has stored"))
                    .body("message", containsString("is not understood here: field with"));
            when().get(RULE + "/unread/all")
                    .then()
                    .statusCode(200)
                    .body("totalCount", is(1))
                    .body("rules[0].name", is("theirs"))
                    .body("rules[0].reason", containsString("field with"));
            assertThat(when().get("/q/metrics").asString()).contains("hearth_rules_unread 1.0");
            assertThat(redis.send(Request.cmd(Command.HGET).arg(RuleStore.RULES).arg("theirs")))
                    .hasToString(theirs);
        } finally {
            redis.send(Request.cmd(Command.HDEL).arg(RuleStore.RULES).arg("theirs"));
        }
        made(named("theirs"));
        when().get(RULE + "/unread/all").then().body("totalCount", is(0));
    }

    private void stored(String name, String json) {
        redis.send(Request.cmd(Command.HSET).arg(RuleStore.RULES).arg(name).arg(json));
    }
}
