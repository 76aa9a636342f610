package io.hearth.metadata.keeper;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** core-keeper's routes as a client calls them. */
final class Keeper {
    private static final String API = "/core-keeper/api/v3";

    private Keeper() {}

    /** Stores a value, given as JSON. */
    static ValidatableResponse store(String keyAndQuery, String value) {
        return put("/kvs/key/" + keyAndQuery, "{\"value\":" + value + "}");
    }

    static ValidatableResponse put(String path, String body) {
        return given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(body)
                .put(API + path)
                .then();
    }

    static ValidatableResponse post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(API + path).then();
    }

    static ValidatableResponse get(String path) {
        return given().urlEncodingEnabled(false).get(API + path).then();
    }

    static ValidatableResponse delete(String path) {
        return given().urlEncodingEnabled(false).delete(API + path).then();
    }
}
