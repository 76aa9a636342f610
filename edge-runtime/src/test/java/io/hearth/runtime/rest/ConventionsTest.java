package io.hearth.runtime.rest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conventions of EdgeX's API, section by section, on a service as small as can be. */
@QuarkusTest
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithRedis.class)
class ConventionsTest {
    @Test
    void the_content_type_is_json_without_a_charset() {
        when().get("/api/v3/thing/all").then().statusCode(200).header("Content-Type", equalTo("application/json"));
    }

    @Test
    void a_request_to_the_short_path_is_answered_by_the_service_behind_the_door() {
        when().get("/api/v3/thing/name/a").then().statusCode(200).body("name", equalTo("a"));
        when().get("/test-service/api/v3/thing/name/a").then().statusCode(200).body("name", equalTo("a"));
    }

    @Test
    void the_correlation_id_comes_back_and_is_made_when_there_is_none() {
        given().header("X-Correlation-ID", "abc").get("/api/v3/ping").then().header("X-Correlation-ID", equalTo("abc"));
        when().get("/api/v3/thing/all").then().header("X-Correlation-ID", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void ping_names_the_service_and_gives_the_time_as_date_prints_it() {
        when().get("/api/v3/ping")
                .then()
                .statusCode(200)
                .body("apiVersion", equalTo("v3"))
                .body("serviceName", equalTo("test-service"))
                .body(
                        "timestamp",
                        matchesPattern("[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4}"));
    }

    @Test
    void version_and_config_are_answered_and_secrets_are_not() {
        when().get("/api/v3/version").then().statusCode(200).body("serviceName", equalTo("test-service"));
        when().get("/api/v3/config").then().statusCode(200).body("config.bus.host", equalTo("127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({"a%2Fb, a/b", "a%20b, a b", "%EA%B1%B0%EC%8B%A4, 거실", "a%23b, a#b", "a+b, a+b", "a%2Bb, a+b", "$x, $x"})
    void names_in_paths_are_decoded_once(String path, String name) {
        given().urlEncodingEnabled(false)
                .get("/api/v3/thing/name/" + path)
                .then()
                .statusCode(200)
                .body("name", equalTo(name));
    }

    /** EdgeX's Go clients do not encode a semicolon: {@code GET /api/v3/deviceprofile/name/~.-_:;=-ac7ad177} of go-mod-core-contracts 4.0.3. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v3", "/test-service/api/v3"})
    void a_semicolon_is_a_part_of_a_name_and_parts_no_path(String root) {
        given().urlEncodingEnabled(false)
                .get(root + "/thing/name/~.-_:;=-ac7ad177?a=b;c")
                .then()
                .statusCode(200)
                .body("name", equalTo("~.-_:;=-ac7ad177"));
    }

    @Test
    void a_list_is_answered_item_by_item_with_207() {
        given().contentType("application/json")
                .body("[{\"name\":\"one\",\"size\":1},{\"name\":\"taken\",\"size\":1},{\"NAME\":\"three\",\"size\":3}]")
                .post("/api/v3/thing")
                .then()
                .statusCode(207)
                .body("statusCode", contains(201, 409, 201))
                .body("[1].message", containsString("taken"));
    }

    @Test
    void one_invalid_item_refuses_the_whole_list_and_names_the_field() {
        given().contentType("application/json")
                .body("[{\"name\":\"one\",\"size\":1},{\"name\":\" \",\"size\":0}]")
                .post("/api/v3/thing")
                .then()
                .statusCode(400)
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(400))
                .body("message", containsString("Thing.name"))
                .body("message", containsString("Thing.size"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"null", "[]"})
    void a_list_of_nothing_is_answered_with_null(String body) {
        given().contentType("application/json")
                .body(body)
                .post("/api/v3/thing")
                .then()
                .statusCode(207)
                .body(equalTo("null"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{", "[{\"size\":\"x\"}]", "[1", "[null]", "[{}] []"})
    void broken_json_is_a_400_that_does_not_show_our_classes(String body) {
        given().contentType("application/json")
                .body(body)
                .post("/api/v3/thing")
                .then()
                .statusCode(400)
                .body("message", org.hamcrest.Matchers.not(containsString("io.hearth")));
    }

    @ParameterizedTest
    @CsvSource({
        "x=, 20, 200",
        "offset=25, 5, 200",
        "offset=30, 0, 200",
        "limit=-1, 30, 200",
        "limit=0&offset=99, 0, 200",
        "limit=100, 30, 200",
        "limit=%205%20&offset=%200, 5, 200"
    })
    void lists_are_paged(String query, int size, int status) {
        given().urlEncodingEnabled(false)
                .get("/api/v3/thing/all?" + query)
                .then()
                .statusCode(status)
                .body("things", hasSize(size));
    }

    @ParameterizedTest
    @CsvSource({
        "offset=31, 416",
        "offset=-1, 400",
        "offset=x, 400",
        "limit=-2, 400",
        "limit=101, 400",
        "offset=2147483648, 400"
    })
    void a_page_that_cannot_be_is_refused(String query, int status) {
        when().get("/api/v3/thing/all?" + query).then().statusCode(status).body("statusCode", equalTo(status));
    }

    @Test
    void an_empty_page_is_an_empty_list_and_never_null() {
        when().get("/api/v3/thing/all?limit=0").then().body("things", empty());
    }

    @Test
    void an_unknown_route_is_a_bare_message_as_edgex_answers_it() {
        when().get("/api/v3/nothing/here")
                .then()
                .statusCode(404)
                .header("Content-Type", equalTo("application/json"))
                .body("message", equalTo("Not Found"))
                .body("apiVersion", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"/thing/all", "/ping", "/version", "/config"})
    void an_unknown_method_is_a_bare_message_too(String route) {
        given().delete("/api/v3" + route)
                .then()
                .statusCode(405)
                .header("Content-Type", equalTo("application/json"))
                .body("message", equalTo("Method Not Allowed"))
                .body("apiVersion", nullValue());
    }

    @Test
    void a_body_that_is_too_long_is_413_in_the_envelope_that_clients_read() {
        given().contentType("application/json")
                .body(new byte[25_000 * 1024 + 1])
                .post("/api/v3/thing")
                .then()
                .statusCode(413)
                .header("Content-Type", equalTo("application/json"))
                .header("X-Correlation-ID", matchesPattern("[0-9a-f-]{36}"))
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(413))
                .body("message", containsString("25600001"));
    }

    @Test
    void a_bug_is_a_500_that_says_nothing_of_the_inside() {
        when().get("/api/v3/broken")
                .then()
                .statusCode(500)
                .body("statusCode", equalTo(500))
                .body("message", org.hamcrest.Matchers.not(containsString("a bug")));
    }

    @Test
    void readiness_names_each_dependency() {
        when().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", org.hamcrest.Matchers.hasItems("bus", "redis"));
    }
}
