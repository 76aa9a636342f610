package io.hearth.command;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.CountDownLatch;

/** How tests ask core-command: over REST, as any client does. */
final class Asking {
    private Asking() {}

    static ValidatableResponse put(String device, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v3/device/name/" + device + "/control")
                .then();
    }

    /** With a command id. */
    static ValidatableResponse put(String device, String body, String id) {
        return given().contentType(ContentType.JSON)
                .header("X-Hearth-Command-Id", id)
                .body(body)
                .put("/api/v3/device/name/" + device + "/control")
                .then();
    }

    static ValidatableResponse get(String device, String command) {
        return given().get("/api/v3/device/name/" + device + "/" + command).then();
    }

    static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
