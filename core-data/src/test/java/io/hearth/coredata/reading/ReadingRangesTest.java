package io.hearth.coredata.reading;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.getWithBody;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static io.hearth.coredata.store.Given.reading;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.event.ReadingValue;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EdgeX's lists of a time: start and end are both in it. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ReadingRangesTest {
    private static final String RANGE = "/start/" + (ORIGIN + 1) + "/end/" + (ORIGIN + 2);

    private String room;
    private String resource;

    @BeforeEach
    void a_room_that_reported_four_times() {
        room = unique("room");
        resource = unique("temperature");
        for (long later = 0; later < 4; later++) {
            long origin = ORIGIN + later;
            post(event(
                            UUID.randomUUID(),
                            room,
                            origin,
                            List.of(
                                    reading(room, resource, origin, new ReadingValue.Simple("2" + later)),
                                    reading(room, "humidity", origin, new ReadingValue.Simple("40")))))
                    .statusCode(201);
        }
    }

    @Test
    void readings_of_a_device_in_a_time_include_its_first_and_last_nanosecond() {
        get("/reading/device/name/{name}" + RANGE, room)
                .statusCode(200)
                .body("totalCount", equalTo(4))
                .body("readings.origin", contains(ORIGIN + 2, ORIGIN + 2, ORIGIN + 1, ORIGIN + 1));
    }

    @Test
    void readings_of_a_resource_in_a_time() {
        get("/reading/resourceName/{resource}" + RANGE, resource)
                .statusCode(200)
                .body("totalCount", equalTo(2))
                .body("readings.value", contains("22", "21"));
    }

    @Test
    void readings_of_a_devices_resource_in_a_time_are_paged_like_every_list() {
        String path = "/reading/device/name/{name}/resourceName/{resource}" + RANGE;

        get(path, room, resource).body("totalCount", equalTo(2)).body("readings.value", contains("22", "21"));
        get(path + "?offset=1&limit=5", room, resource).body("readings.value", contains("21"));
        get(path + "?offset=2", room, resource).statusCode(200).body("readings", empty());
        get(path + "?offset=3", room, resource).statusCode(416);
        get(path + "?offset=-1", room, resource)
                .body("totalCount", equalTo(0))
                .body("readings.value", contains("22", "21"));
        get(path + "?limit=0", room, resource).body("totalCount", equalTo(2)).body("readings", empty());
        get(path, "nobody", resource)
                .statusCode(200)
                .body("totalCount", equalTo(0))
                .body("readings", empty());
    }

    @Test
    void readings_and_events_of_all_devices_in_a_time() {
        // A time that no other test reports in.
        long lonely = ORIGIN - 300 * 86_400_000_000_000L;
        post(event(room, lonely, "21")).statusCode(201);
        String range = "/start/" + lonely + "/end/" + (lonely + 1);
        get("/reading" + range).statusCode(200).body("readings.deviceName", contains(room));
        get("/event" + range).statusCode(200).body("events.deviceName", contains(room));
        get("/reading/start/" + (lonely + 1) + "/end/" + (lonely + 2))
                .statusCode(200)
                .body("totalCount", equalTo(0))
                .body("readings", empty());
        get("/event/start/0/end/0")
                .statusCode(200)
                .body("totalCount", equalTo(0))
                .body("events", empty());
    }

    @Test
    void a_body_says_which_resources_of_a_device_are_wanted() {
        String path = "/reading/device/name/{name}" + RANGE;

        getWithBody("{\"resourceNames\":[\"" + resource + "\"]}", path, room)
                .statusCode(200)
                .body("totalCount", equalTo(2))
                .body("readings.value", contains("22", "21"));
        getWithBody("{\"resourceNames\":[\"" + resource + "\",\"humidity\",\"none\"]}", path, room)
                .body("totalCount", equalTo(4));
        getWithBody("{\"resourceNames\":[\"none\"]}", path, room).body("totalCount", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"resourceNames\":[]}", "{\"other\":1}", "{\"resourceNames\":[7]}"})
    void a_body_that_names_no_resource_means_all(String body) {
        getWithBody(body, "/reading/device/name/{name}" + RANGE, room)
                .statusCode(200)
                .body("totalCount", equalTo(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "{\"resourceNames\":\"humidity\"}", "{} x"})
    void a_body_that_is_not_as_it_should_be_is_refused(String body) {
        getWithBody(body, "/reading/device/name/{name}" + RANGE, room)
                .statusCode(400)
                .body("statusCode", equalTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/start/2/end/1", "/start/-1/end/1", "/start/soon/end/1", "/start/1/end/9223372036854775808"})
    void a_time_that_is_none_is_refused_on_every_route(String time) {
        for (String list : List.of(
                "/event",
                "/reading",
                "/reading/resourceName/r",
                "/reading/device/name/d",
                "/reading/device/name/d/resourceName/r")) {
            get(list + time)
                    .statusCode(400)
                    .body("statusCode", equalTo(400))
                    .body("message", containsString("allowed"));
        }
    }

    @Test
    void a_reading_is_in_a_time_by_its_own_origin_and_not_its_events() {
        String device = unique("buffering");
        post(event(
                        UUID.randomUUID(),
                        device,
                        ORIGIN,
                        List.of(
                                reading(device, "early", ORIGIN - 60_000_000_000L, new ReadingValue.Simple("1")),
                                reading(device, "now", ORIGIN, new ReadingValue.Simple("2")),
                                reading(device, "ahead", ORIGIN + 5, new ReadingValue.Simple("3")))))
                .statusCode(201);
        post(event(device, ORIGIN - 30_000_000_000L, "4")).statusCode(201);

        get("/reading/device/name/{name}", device)
                .body("readings.value", contains("3", "2", "4", "1"))
                .body("totalCount", equalTo(4));
        get("/reading/device/name/{name}/start/{s}/end/{e}", device, ORIGIN + 1, ORIGIN + 9)
                .body("readings.value", contains("3"))
                .body("totalCount", equalTo(1));
        get("/reading/device/name/{name}/start/{s}/end/{e}", device, 0, ORIGIN - 1)
                .body("readings.value", contains("4", "1"))
                .body("totalCount", equalTo(2));
    }
}
