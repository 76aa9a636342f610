package io.hearth.coredata.reading;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static io.hearth.coredata.store.Given.reading;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.contracts.event.ReadingValue;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ReadingRoutesTest {
    private String room;
    private String resource;

    @BeforeEach
    void two_rooms_that_reported_twice() {
        room = unique("room");
        resource = unique("temperature");
        for (String device : List.of(room, room + "-next")) {
            for (long later = 0; later < 2; later++) {
                long origin = ORIGIN + later;
                post(event(
                                UUID.randomUUID(),
                                device,
                                origin,
                                List.of(
                                        reading(device, resource, origin, new ReadingValue.Simple("39.5")),
                                        reading(device, "humidity", origin, new ReadingValue.Simple("4.0e+01")))))
                        .statusCode(201);
            }
        }
    }

    @Test
    void readings_are_counted_and_listed_by_device() {
        get("/reading/count/device/name/{name}", room).body("count", equalTo(4));
        get("/reading/device/name/{name}", room)
                .statusCode(200)
                .header("Content-Type", "application/json")
                .body("totalCount", equalTo(4))
                .body("readings.origin", contains(ORIGIN + 1, ORIGIN + 1, ORIGIN, ORIGIN))
                .body("readings.value", contains("39.5", "4.0e+01", "39.5", "4.0e+01"));
    }

    @Test
    void readings_are_listed_by_resource_of_all_devices() {
        get("/reading/resourceName/{resource}", resource)
                .body("totalCount", equalTo(4))
                .body("readings.deviceName", contains(room, room + "-next", room, room + "-next"));
    }

    @Test
    void readings_are_listed_by_device_and_resource() {
        get("/reading/device/name/{name}/resourceName/{resource}?limit=1", room, resource)
                .body("totalCount", equalTo(2))
                .body("readings", hasSize(1))
                .body("readings[0].resourceName", equalTo(resource))
                .body("readings[0].origin", equalTo(ORIGIN + 1));
        get("/reading/device/name/{name}/resourceName/{resource}?offset=3", room, resource)
                .statusCode(416);
        get("/reading/device/name/{name}/resourceName/none", room)
                .body("totalCount", equalTo(0))
                .body("readings", empty());
    }

    @Test
    void all_readings_are_counted_and_listed() {
        get("/reading/count").body("count", greaterThanOrEqualTo(8));
        get("/reading/all?limit=3").body("totalCount", greaterThanOrEqualTo(8)).body("readings", hasSize(3));
        get("/reading/all?offset=-1").body("totalCount", equalTo(0));
    }
}
