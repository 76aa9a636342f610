package io.hearth.rules.book;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

import io.hearth.rules.Given;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;

/** Rules as a client of the service handles them. */
final class OverHttp {
    static final String RULE = "/api/v3/rule";
    static final String BY_NAME = RULE + "/name/{name}";
    static final String VERSIONS = BY_NAME + "/version/all";

    private OverHttp() {}

    /** The document of a rule of this name. */
    static String named(String name) {
        return Given.BOILER.replace("boiler-on-when-cold", name);
    }

    /** The same with a label. */
    static String labelled(String name, String label) {
        return named(name).replace("\"description\"", "\"labels\": [\"" + label + "\"], \"description\"");
    }

    static ValidatableResponse send(Method method, String body, String path, Object... names) {
        return given().contentType("application/json")
                .body(body)
                .when()
                .request(method, path, names)
                .then();
    }

    static void made(String rule) {
        send(Method.POST, rule, RULE).statusCode(201);
    }

    /** What is shown of a rule that is there. */
    static ValidatableResponse rule(String name) {
        return when().get(BY_NAME, name).then().statusCode(200);
    }
}
