package io.hearth.command;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Commands over REST as tests ask them. */
public final class Put {
    private Put() {}

    /** A set by nobody in particular. */
    public static ValidatableResponse put(String device, String command, String body) {
        return by("", device, command, body);
    }

    /** A set by a caller, {@code person:alice}; with a query after the command if need be. */
    public static ValidatableResponse by(String caller, String device, String command, String body) {
        RequestSpecification request = given().contentType(ContentType.JSON).body(body);
        if (!caller.isEmpty()) {
            request.header(RestCaller.HEADER, caller);
        }
        return request.put("/api/v3/device/name/" + device + "/" + command).then();
    }
}
