package io.hearth.metadata.device;

import static io.hearth.metadata.Given.changed;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.together;
import static io.hearth.metadata.Given.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.Device;
import io.hearth.metadata.device.PlayedService.Answer;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Device services are asked over the bus before a device is stored. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class DeviceValidationTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(4);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private String service;
    private String profile;

    @BeforeEach
    void someone_to_belong_to() {
        service = service();
        profile = profile();
    }

    @Test
    void a_device_that_its_service_takes_is_added() {
        String name = unique("boiler");
        try (PlayedService answering = PlayedService.takingAll(service)) {
            post("/device", deviceRequest(name, service, profile)).body("[0].statusCode", equalTo(201));

            Envelope<AddDeviceRequest> asked = answering.asked().getFirst();
            assertThat(asked.payload().device().name()).isEqualTo(name);
            assertThat(asked.payload().apiVersion()).isEqualTo("v3");
            assertThat(asked.contentType()).isEqualTo("application/json");
            assertThat(UUID.fromString(asked.requestId())).isNotNull();
            assertThat(UUID.fromString(asked.correlationId())).isNotNull();
            assertThat(answering.received().getFirst().isRetain()).isFalse();
        }
        get("/device/name/{n}", name).statusCode(200);
    }

    @Test
    void a_device_that_its_service_refuses_is_500_in_its_item_with_the_reason_and_is_not_stored() {
        String bad = unique("bad");
        String good = unique("good");
        try (PlayedService answering = new PlayedService(
                service,
                device -> device.name().equals(bad) ? new Answer.NotTaken("no CommandTopic") : new Answer.Taken())) {
            post("/device", together(deviceRequest(bad, service, profile), deviceRequest(good, service, profile)))
                    .statusCode(207)
                    .body("[0].statusCode", equalTo(500))
                    .body("[0].message", containsString("no CommandTopic"))
                    .body("[1].statusCode", equalTo(201));
        }
        get("/device/name/{n}", bad).statusCode(404);
        get("/device/name/{n}", good).statusCode(200);
    }

    @Test
    void a_device_whose_service_says_nothing_is_503_in_its_item_after_the_request_timeout() {
        String name = unique("boiler");
        try (PlayedService mute = new PlayedService(service, device -> new Answer.Silence())) {
            Duration took = timed(() -> post("/device", deviceRequest(name, service, profile))
                    .statusCode(207)
                    .body("[0].statusCode", equalTo(503))
                    .body("[0].message", containsString(service)));

            assertThat(took).isBetween(REQUEST_TIMEOUT, REQUEST_TIMEOUT.plusSeconds(4));
        }
        get("/device/name/{n}", name).statusCode(404);
    }

    @Test
    void many_devices_of_a_service_that_says_nothing_take_no_longer_than_one() {
        try (PlayedService mute = new PlayedService(service, device -> new Answer.Silence())) {
            Duration took = timed(
                    () -> post("/device", many(100)).body("findAll { it.statusCode == 503 }.size()", equalTo(100)));

            assertThat(took).isLessThan(REQUEST_TIMEOUT.plusSeconds(4));
        }
    }

    @Test
    void a_device_whose_service_is_not_there_is_503_at_once() {
        Duration took = timed(() -> post("/device", deviceRequest(unique("boiler"), service, profile))
                .statusCode(207)
                .body("[0].statusCode", equalTo(503))
                .body("[0].message", containsString("not connected")));

        assertThat(took).isLessThan(AT_ONCE);
    }

    @Test
    void a_service_that_was_away_is_asked_again_as_soon_as_it_is_back() {
        post("/device", deviceRequest(unique("boiler"), service, profile)).body("[0].statusCode", equalTo(503));

        try (PlayedService back = PlayedService.takingAll(service)) {
            post("/device", deviceRequest(unique("boiler"), service, profile)).body("[0].statusCode", equalTo(201));
        }
    }

    @Test
    void the_devices_of_a_service_that_is_away_do_not_hold_up_those_of_another() {
        String there = service();
        try (PlayedService answering = PlayedService.takingAll(there)) {
            post(
                            "/device",
                            together(
                                    deviceRequest(unique("a"), service, profile),
                                    deviceRequest(unique("b"), there, profile)))
                    .body("statusCode", equalTo(List.of(503, 201)));
        }
    }

    @Test
    void many_devices_of_a_service_that_takes_its_time_for_each_are_all_added() {
        // All are asked about at nearly the same time, and the last is answered long after the request timeout.
        try (PlayedService slow = new PlayedService(service, device -> {
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            return new Answer.Taken();
        })) {
            post("/device", many(64)).body("findAll { it.statusCode == 201 }.size()", equalTo(64));
        }
    }

    @Test
    void nobody_is_asked_about_a_device_that_is_refused_anyhow() {
        String taken = device(service, profile);
        try (PlayedService answering = PlayedService.takingAll(service)) {
            post(
                            "/device",
                            together(
                                    deviceRequest(taken, service, profile),
                                    deviceRequest(unique("boiler"), service, "no such profile")))
                    .body("statusCode", equalTo(List.of(409, 400)));

            assertThat(answering.asked()).isEmpty();
        }
    }

    @Test
    void nobody_is_asked_when_validation_is_bypassed_or_forced() {
        try (PlayedService answering = PlayedService.takingAll(service)) {
            String name = unique("boiler");
            post("/device?bypassValidation=true", deviceRequest(name, service, profile))
                    .body("[0].statusCode", equalTo(201));
            post("/device?force=true", deviceRequest(name, service, profile)).body("[0].statusCode", equalTo(201));
            assertThat(changed(name, "\"description\":\"x\"")).isEqualTo(200);

            assertThat(answering.asked()).isEmpty();
        }
    }

    @Test
    void what_is_not_exactly_true_does_not_bypass() {
        post("/device?bypassValidation=yes", deviceRequest(unique("boiler"), service, profile))
                .body("[0].statusCode", equalTo(503));
    }

    @Test
    void a_patch_asks_the_service_about_the_device_as_it_would_be() {
        String name = device(service, profile);
        try (PlayedService answering = PlayedService.takingAll(service)) {
            patched(name, "\"description\":\"warm\"").body("[0].statusCode", equalTo(200));

            Device asked = answering.asked().getFirst().payload().device();
            assertThat(asked.name()).isEqualTo(name);
            assertThat(asked.description()).isEqualTo("warm");
            assertThat(asked.profileName()).isEqualTo(profile);
        }
    }

    @Test
    void a_patch_that_the_service_refuses_is_500_in_its_item_and_changes_nothing() {
        String name = device(service, profile);
        try (PlayedService refusing = new PlayedService(service, device -> new Answer.NotTaken("too warm"))) {
            patched(name, "\"description\":\"warm\"")
                    .body("[0].statusCode", equalTo(500))
                    .body("[0].message", containsString("too warm"));
        }
        get("/device/name/{n}", name).body("device.description", equalTo(null));
    }

    @Test
    void a_patch_that_moves_a_device_asks_its_new_service() {
        String name = device(service, profile);
        String there = service();
        try (PlayedService answering = PlayedService.takingAll(there)) {
            patched(name, "\"serviceName\":\"" + there + "\"").body("[0].statusCode", equalTo(200));

            assertThat(answering.asked()).hasSize(1);
        }
    }

    private String many(int number) {
        return together(IntStream.range(0, number)
                .mapToObj(i -> deviceRequest("many-" + i + "-" + service, service, profile))
                .toArray(String[]::new));
    }

    private static ValidatableResponse patched(String device, String fields) {
        return patch("/device", "[{\"apiVersion\":\"v3\",\"device\":{\"name\":\"" + device + "\"," + fields + "}}]")
                .statusCode(207);
    }

    private static Duration timed(Runnable action) {
        long began = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
