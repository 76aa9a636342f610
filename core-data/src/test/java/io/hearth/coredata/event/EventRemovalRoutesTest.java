package io.hearth.coredata.event;

import static io.hearth.coredata.Rest.delete;
import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static io.hearth.coredata.store.Given.foreignEvent;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.event.Event;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class EventRemovalRoutesTest {
    private static final long HOUR = 3_600_000_000_000L;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_event_is_deleted_once(boolean computedId) {
        String device = unique("thermometer");
        Event event = computedId ? event(device, ORIGIN, "1") : foreignEvent(device, ORIGIN, "1");
        post(event).statusCode(201);
        post(event(device, ORIGIN + 1, "2")).statusCode(201);

        delete("/event/id/{id}", event.id())
                .statusCode(200)
                .header("Content-Type", "application/json")
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(200));

        delete("/event/id/{id}", event.id()).statusCode(404).body("statusCode", equalTo(404));
        get("/event/id/{id}", event.id()).statusCode(404);
        get("/event/count/device/name/{name}", device).body("count", equalTo(1));
        get("/reading/count/device/name/{name}", device).body("count", equalTo(1));
    }

    @Test
    void an_unknown_id_is_404_and_a_text_that_is_no_uuid_400() {
        delete("/event/id/{id}", UUID.randomUUID()).statusCode(404);
        delete("/event/id/{id}", "1").statusCode(400).body("message", containsString("'1'"));
    }

    @Test
    void what_a_device_has_is_deleted_and_what_it_sends_then_stays() {
        String device = unique("거실/온도 #1");
        String other = unique("other");
        List.of(event(device, ORIGIN, "1"), event(device, ORIGIN - 1, "1"), foreignEvent(device, ORIGIN, "1"))
                .forEach(event -> post(event).statusCode(201));
        post(event(other, ORIGIN, "1")).statusCode(201);

        delete("/event/device/name/{name}", device).statusCode(202).body("statusCode", equalTo(202));

        get("/event/count/device/name/{name}", device).body("count", equalTo(0));
        get("/event/count/device/name/{name}", other).body("count", equalTo(1));
        // Late by its origin, and yet newer than the request.
        post(event(device, ORIGIN - 5, "1")).statusCode(201);
        post(event(device, ORIGIN, "1")).statusCode(201);
        get("/event/device/name/{name}", device).body("totalCount", equalTo(2)).body("events.size()", equalTo(2));
    }

    @Test
    void deleting_an_unknown_device_is_accepted() {
        delete("/event/device/name/{name}", unique("nobody")).statusCode(202);
    }

    @Test
    void what_is_older_than_an_age_is_deleted() {
        String device = unique("thermometer");
        long now = System.currentTimeMillis() * 1_000_000;
        for (long age : new long[] {50 * 365 * 24 * HOUR, 49 * 365 * 24 * HOUR, 2 * HOUR}) {
            post(event(device, now - age, "1")).statusCode(201);
        }

        delete("/event/age/{age}", 10 * 365 * 24 * HOUR).statusCode(202).body("statusCode", equalTo(202));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> get("/event/device/name/{name}", device)
                .body("totalCount", equalTo(1))
                .body("events[0].origin", equalTo(now - 2 * HOUR)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "1.5", "-1", "9223372036854775808", "1h"})
    void an_age_that_is_no_number_of_nanoseconds_is_refused(String age) {
        delete("/event/age/{age}", age).statusCode(400).body("message", containsString(age));
    }
}
