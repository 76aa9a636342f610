package io.hearth.metadata.device;

import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.runtime.bus.Requests;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that are to be validated while the broker is away. */
@QuarkusTest
@QuarkusTestResource(value = WithRedis.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
class BusAwayTest {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    @Inject
    Requests requests;

    private String service;
    private String profile;
    private boolean away;

    @BeforeEach
    void without_a_broker() {
        await().until(requests::connected);
        service = service();
        profile = profile();
        WithBroker.broker().kill();
        away = true;
        await().until(() -> !requests.connected());
    }

    private void back() {
        WithBroker.broker().start();
        away = false;
    }

    @AfterEach
    void with_a_broker() {
        if (away) {
            back();
        }
    }

    private CompletableFuture<Integer> added() {
        return CompletableFuture.supplyAsync(() -> post("/device", deviceRequest(unique("boiler"), service, profile))
                .extract()
                .jsonPath()
                .getInt("[0].statusCode"));
    }

    @Test
    void a_device_waits_for_the_bus_and_its_service_to_be_back() {
        CompletableFuture<Integer> added = added();
        // Long enough that one who gave up at once would have said so.
        await().during(Duration.ofSeconds(1)).until(() -> !added.isDone());
        back();

        try (PlayedService answering = PlayedService.takingAll(service)) {
            assertThat(added.join()).isEqualTo(201);
        }
    }

    @Test
    void a_device_is_503_when_the_bus_stays_away_for_the_request_timeout() {
        long began = System.nanoTime();
        post("/device", deviceRequest(unique("boiler"), service, profile))
                .statusCode(207)
                .body("[0].statusCode", equalTo(503))
                .body("[0].message", containsString("not connected"));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(REQUEST_TIMEOUT, REQUEST_TIMEOUT.plusSeconds(4));
    }

    @Test
    void the_service_is_not_ready_until_it_can_ask() {
        String check = "checks.find { it.name == 'device validation' }.status";
        when().get("/q/health/ready").then().statusCode(503).body(check, equalTo("DOWN"));
        back();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        when().get("/q/health/ready").then().statusCode(200).body(check, equalTo("UP")));
    }
}
