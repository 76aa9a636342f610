package io.hearth.coredata;

import static io.restassured.RestAssured.given;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** core-data's routes as a client calls them. */
public final class Rest {
    private static final String API = "/core-data/api/v3";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Rest() {}

    /** A device name that no other test uses. */
    public static String unique(String name) {
        return name + "-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    }

    public static ValidatableResponse get(String path, Object... parameters) {
        return given().when().get(API + path, parameters).then();
    }

    /** A GET with a body, which EdgeX has on one route. */
    public static ValidatableResponse getWithBody(String body, String path, Object... parameters) {
        return given().header("Content-Type", "application/json")
                .body(body)
                .when()
                .get(API + path, parameters)
                .then();
    }

    public static ValidatableResponse delete(String path, Object... parameters) {
        return given().when().delete(API + path, parameters).then();
    }

    public static ValidatableResponse post(Event event) {
        return post(event.profileName(), event.deviceName(), event.sourceName(), Json.bytes(AddEventRequest.of(event)));
    }

    public static ValidatableResponse post(String profile, String device, String source, byte[] body) {
        return post("application/json", profile, device, source, body);
    }

    public static ValidatableResponse post(
            String contentType, String profile, String device, String source, byte[] body) {
        return given().header("Content-Type", contentType)
                .body(body)
                .when()
                .post(API + "/event/device-test/{profile}/{device}/{source}", profile, device, source)
                .then();
    }
}
