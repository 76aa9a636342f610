package io.hearth.metadata.device;

import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ForcedDeviceTest {
    private static final String UUID_TEXT = "[0-9a-f-]{36}";

    private String service;
    private String profile;

    @BeforeEach
    void someone_to_belong_to() {
        service = service();
        profile = profile();
    }

    @Test
    void force_replaces_a_device_that_is_there_and_keeps_its_id() {
        String name = device(service, profile);
        String id = get("/device/name/{n}", name).extract().path("device.id");

        post("/device?force=true", deviceRequest(name, service, profile, ",\"description\":\"anew\""))
                .body("[0].statusCode", equalTo(201))
                .body("[0].id", equalTo(id));

        get("/device/name/{n}", name)
                .body("device.description", equalTo("anew"))
                .body("device.id", equalTo(id));
    }

    @Test
    void force_adds_a_device_that_is_not_there() {
        String name = unique("boiler");

        post("/device?force=true", deviceRequest(name, service, profile))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201))
                .body("[0].id", matchesRegex(UUID_TEXT));

        get("/device/name/{n}", name).statusCode(200);
    }

    @Test
    void force_keeps_the_time_of_creation() {
        String name = device(service, profile);
        Long created = get("/device/name/{n}", name).extract().path("device.created");

        post("/device?force=true", deviceRequest(name, service, profile));

        get("/device/name/{n}", name).body("device.created", equalTo(created));
    }

    @Test
    void a_forced_device_that_does_not_fit_is_400_and_the_one_before_stays() {
        String name = device(service, profile);

        post("/device?force=true", deviceRequest(name, "nobody", profile)).body("[0].statusCode", equalTo(400));

        get("/device/name/{n}", name).body("device.serviceName", equalTo(service));
    }
}
