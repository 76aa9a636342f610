package io.hearth.metadata.rest;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profileRequest;
import static io.hearth.metadata.Given.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that no client means: each is a 400 that says what is wrong and names no class of ours. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class BadBodiesTest {
    private static final List<String> ROUTES = List.of(
            "POST /deviceprofile profile",
            "PUT /deviceprofile profile",
            "PATCH /deviceprofile/basicinfo basicinfo",
            "POST /deviceprofile/resource resource",
            "PATCH /deviceprofile/resource resource",
            "POST /deviceprofile/deviceCommand deviceCommand",
            "PATCH /deviceprofile/deviceCommand deviceCommand",
            "POST /deviceservice service",
            "PATCH /deviceservice service",
            "POST /device device",
            "PATCH /device device",
            "POST /provisionwatcher provisionWatcher",
            "PATCH /provisionwatcher provisionWatcher");

    private static final List<String> BODIES = List.of(
            "",
            " ",
            "{",
            "[",
            "{}",
            "7",
            "true",
            "\"x\"",
            "[7]",
            "[null]",
            "[[]]",
            "[{}]",
            "[]]",
            "[{\"apiVersion\":\"v3\"}]",
            "[{\"apiVersion\":\"v3\",\"<key>\":null}]",
            "[{\"apiVersion\":\"v3\",\"<key>\":[]}]",
            "[{\"apiVersion\":\"v3\",\"<key>\":{}}]",
            "[{\"apiVersion\":\"v3\",\"<key>\":{\"name\":{}}}]",
            "[{\"apiVersion\":\"v3\",\"<key>\":{\"name\":\"\\ud800\"}}]",
            "[{\"apiVersion\":\"v3\",\"<key>\":{\"name\":\"x\",\"labels\":7,\"isHidden\":7}}]",
            "[{\"apiVersion\":7,\"<key>\":{\"name\":\"x\"}}]",
            "[{\"apiVersion\":\"v3\",\"requestId\":\"7\",\"<key>\":{\"name\":\"x\"}}]",
            "[{\"apiVersion\":\"v3\",\"<key>\":" + "[".repeat(10_000));

    static Stream<Arguments> bad_bodies_of_every_route() {
        return ROUTES.stream().flatMap(route -> BODIES.stream().map(body -> Arguments.of(route, body)));
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("bad_bodies_of_every_route")
    void a_bad_body_is_400_and_names_no_class_of_ours(String route, String body) {
        String[] parts = route.split(" ");
        // Made pretty for the log, a body of ten thousand levels takes seconds.
        given().config(RestAssured.config().logConfig(LogConfig.logConfig().enablePrettyPrinting(false)))
                .contentType("application/json")
                .body(body.replace("<key>", parts[2]))
                .request(parts[0], "/api/v3" + parts[1])
                .then()
                .statusCode(400)
                .header("Content-Type", equalTo("application/json"))
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(400))
                .body("message", not(containsString("io.hearth")));
    }

    static Stream<Arguments> lists_of_nothing_of_every_route() {
        return ROUTES.stream()
                .flatMap(route -> Stream.of("null", "[]", " null ").map(body -> Arguments.of(route, body)));
    }

    /** As EdgeX's Go clients send a list that nothing was put into. */
    @ParameterizedTest
    @MethodSource("lists_of_nothing_of_every_route")
    void a_list_of_nothing_is_207_with_null(String route, String body) {
        String[] parts = route.split(" ");
        given().contentType("application/json")
                .body(body)
                .request(parts[0], "/api/v3" + parts[1])
                .then()
                .statusCode(207)
                .header("Content-Type", equalTo("application/json"))
                .body(equalTo("null"));
    }

    @Test
    void bytes_that_are_no_text_are_400() {
        byte[] body = "[{\"apiVersion\":\"v3\",\"profile\":{\"name\":\"a?b\"}}]".getBytes(StandardCharsets.ISO_8859_1);
        body[new String(body, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xff;

        given().contentType("application/octet-stream")
                .body(body)
                .post("/api/v3/deviceprofile")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\u0001", "\\n", "\\u007f", "\\u2028", "\\ufffe", "\\\""})
    void a_name_of_odd_characters_can_be_addressed_once_it_is_accepted(String odd) {
        String name = unique("odd");
        String body = profileRequest(name).replace("\"" + name + "\"", "\"" + name + odd + "\"");
        int status = post("/deviceprofile", body).extract().path("[0].statusCode");
        String real = name + decoded(odd);

        get("/deviceprofile/name/{n}", real).statusCode(status == 201 ? 200 : 404);
        delete("/deviceprofile/name/{n}", real).statusCode(status == 201 ? 200 : 404);
    }

    private static String decoded(String json) {
        return json.startsWith("\\u")
                ? Character.toString(Integer.parseInt(json.substring(2), 16))
                : json.translateEscapes();
    }
}
