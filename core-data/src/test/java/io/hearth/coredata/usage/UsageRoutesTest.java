package io.hearth.coredata.usage;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class UsageRoutesTest {
    private static final long DAY = 86_400_000_000_000L;

    @Test
    void a_device_is_reported_with_what_it_takes() {
        String device = unique("boiler");
        post(event(device, ORIGIN - DAY, "1", "2")).statusCode(201);
        post(event(device, ORIGIN, "1", "2")).statusCode(201);

        get("/usage/device/name/{name}", device)
                .statusCode(200)
                .body("device.deviceName", equalTo(device))
                .body("device.events", equalTo(2))
                .body("device.readings", equalTo(4))
                .body("device.bytes", greaterThan(100))
                .body("device.rollupBytes", greaterThan(100))
                .body("device.bytesPerDay", greaterThan(100))
                .body("device.oldest", equalTo(ORIGIN - DAY))
                .body("device.newest", equalTo(ORIGIN));
        get("/usage?limit=-1")
                .statusCode(200)
                .body("devices.deviceName", hasItem(device))
                .body("totalCount", greaterThanOrEqualTo(1))
                .body("events", greaterThanOrEqualTo(2))
                .body("bytes", greaterThan(100))
                .body("rollupBytes", greaterThan(100))
                .body("redisBytes", greaterThan(1000))
                .body("capBytes", equalTo(0));
        get("/usage?limit=0").statusCode(200).body("devices", hasSize(0));
        get("/usage?limit=-2").statusCode(400);
    }

    @Test
    void a_device_without_events_takes_nothing() {
        get("/usage/device/name/{name}", unique("nobody"))
                .statusCode(200)
                .body("device.bytes", equalTo(0))
                .body("device.events", equalTo(0));
    }
}
