package io.hearth.coredata.event;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static io.hearth.coredata.store.Given.foreignEvent;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.coredata.store.Given;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class EventRoutesTest {
    @Test
    void a_posted_event_is_answered_201_with_its_id_and_comes_back_whole() {
        Event event = foreignEvent(unique("thermometer"), ORIGIN, "39.5");

        post(event)
                .statusCode(201)
                .header("Content-Type", "application/json")
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(201))
                .body("id", equalTo(event.id()));

        get("/event/id/{id}", event.id())
                .statusCode(200)
                .header("Content-Type", "application/json")
                .body("event.id", equalTo(event.id()))
                .body("event.deviceName", equalTo(event.deviceName()))
                .body("event.profileName", equalTo("profile"))
                .body("event.sourceName", equalTo("source"))
                .body("event.origin", equalTo(ORIGIN))
                .body("event.readings[0].value", equalTo("39.5"))
                .body("event.readings[0].valueType", equalTo("Float64"))
                .body("event.readings[0].units", equalTo("°C"));
    }

    @Test
    void an_event_is_found_by_its_id_in_every_form_that_go_takes() {
        Event event = foreignEvent(unique("thermometer"), ORIGIN, "39.5");
        post(event).statusCode(201);

        for (String form : List.of(
                event.id().toUpperCase(Locale.ROOT),
                "urn:uuid:" + event.id(),
                event.id().replace("-", ""))) {
            get("/event/id/{id}", form).statusCode(200).body("event.id", equalTo(event.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_same_event_twice_is_answered_201_and_stored_once(boolean computedId) {
        String device = unique("thermometer");
        Event event = computedId ? event(device, ORIGIN, "1") : foreignEvent(device, ORIGIN, "1");

        post(event).statusCode(201);
        post(event).statusCode(201).body("id", equalTo(event.id()));

        get("/event/count/device/name/{name}", device).body("count", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({"other,DEVICE,source", "profile,other,source", "profile,DEVICE,other"})
    void an_event_whose_path_names_something_else_is_refused(String profile, String device, String source) {
        Event event = event(unique("thermometer"), ORIGIN, "1");
        String id = UUID.randomUUID().toString();
        byte[] body = io.hearth.contracts.codec.Json.bytes(new AddEventRequest("v3", id, event));

        post(profile, device.equals("DEVICE") ? event.deviceName() : device, source, body)
                .statusCode(400)
                .body("requestId", equalTo(id))
                .body("message", containsString("other"));
        get("/event/count/device/name/{name}", event.deviceName()).body("count", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{", "[]", "{}", "{\"apiVersion\":\"v3\",\"event\":{}}", "{\"event\":1} x", "\u0000"
            })
    void a_body_that_is_no_event_is_refused(String body) {
        post("p", "d", "s", body.getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("statusCode", equalTo(400))
                .body("apiVersion", equalTo("v3"));
    }

    @Test
    void a_value_that_is_not_of_its_type_is_refused_with_the_value_named() {
        post(event(unique("thermometer"), ORIGIN, "warm")).statusCode(400).body("message", containsString("warm"));
    }

    @Test
    void an_origin_before_1970_is_refused() {
        String device = unique("thermometer");

        post(event(UUID.randomUUID(), device, -5, "1")).statusCode(400).body("message", containsString("-5"));
    }

    @Test
    void an_event_in_cbor_is_taken() {
        String device = unique("camera");
        Event event = event(
                UUID.randomUUID(),
                device,
                ORIGIN,
                List.of(Given.reading(device, "image", ORIGIN, new ReadingValue.Simple("1"))));

        post("application/cbor", "profile", device, "source", Cbor.bytes(AddEventRequest.of(event)))
                .statusCode(201);

        get("/event/id/{id}", event.id()).statusCode(200);
    }

    @Test
    void what_an_optimized_payload_leaves_out_is_filled_in() {
        String device = unique("thermometer");
        String body = """
                {"apiVersion":"v3","event":{"apiVersion":"v3","id":"%s","deviceName":"%s","profileName":"p","sourceName":"t",
                "origin":%d,"readings":[{"valueType":"float64","value":"21"}]}}""".formatted(UUID.randomUUID(), device, ORIGIN);

        post("p", device, "t", body.getBytes(StandardCharsets.UTF_8)).statusCode(201);

        get("/reading/device/name/{name}", device)
                .body("readings[0].deviceName", equalTo(device))
                .body("readings[0].resourceName", equalTo("t"))
                .body("readings[0].profileName", equalTo("p"))
                .body("readings[0].origin", equalTo(ORIGIN))
                .body("readings[0].valueType", equalTo("Float64"))
                .body("readings[0].value", equalTo("21"));
    }

    @ParameterizedTest
    @CsvSource({"deviceName, ''", "resourceName, ''", "profileName, ''", "origin, 0"})
    void what_may_be_left_out_must_not_be_written_empty(String field, String empty) {
        String device = unique("thermometer");
        String body = """
                {"apiVersion":"v3","event":{"apiVersion":"v3","id":"%s","deviceName":"%s","profileName":"p","sourceName":"t",
                "origin":%d,"readings":[{"%s":%s,"valueType":"Int8","value":"21"}]}}""".formatted(UUID.randomUUID(), device, ORIGIN, field, empty.isEmpty() ? "\"\"" : empty);

        post("p", device, "t", body.getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("message", containsString(field));
    }

    @Test
    void an_unknown_id_is_404_and_a_text_that_is_no_uuid_400() {
        get("/event/id/{id}", UUID.randomUUID()).statusCode(404).body("statusCode", equalTo(404));
        get("/event/id/{id}", "1").statusCode(400).body("statusCode", equalTo(400));
    }

    @Test
    void events_are_listed_newest_first_in_pages() {
        String device = unique("thermometer");
        Event old = event(device, ORIGIN, "1");
        Event late = event(device, ORIGIN - 1, "1");
        Event newest = event(device, ORIGIN + 1, "1");
        List.of(old, late, newest).forEach(event -> post(event).statusCode(201));

        get("/event/device/name/{name}", device)
                .statusCode(200)
                .body("totalCount", equalTo(3))
                .body("events.id", contains(newest.id(), old.id(), late.id()));
        get("/event/device/name/{name}?offset=1&limit=1", device)
                .body("totalCount", equalTo(3))
                .body("events.id", contains(old.id()));
        get("/event/all?limit=-1").statusCode(200).body("totalCount", greaterThanOrEqualTo(3));
    }

    @Test
    void paging_keeps_edgex_rules() {
        String device = unique("thermometer");
        post(event(device, ORIGIN, "1")).statusCode(201);
        String list = "/event/device/name/" + device;

        get(list + "?limit=0").statusCode(200).body("totalCount", equalTo(1)).body("events", empty());
        get(list + "?offset=1").statusCode(200).body("events", empty());
        get(list + "?offset=2").statusCode(416).body("statusCode", equalTo(416));
        get(list + "?offset=2&limit=0").statusCode(200).body("events", empty());
        get(list + "?offset=-1").statusCode(200).body("totalCount", equalTo(0)).body("events", hasSize(1));
        get(list + "?offset=-2").statusCode(400);
        get(list + "?limit=1025").statusCode(400);
        get(list + "?limit=many").statusCode(400);
        get("/event/device/name/nobody?offset=7").statusCode(200).body("events", empty());
    }

    @Test
    void names_may_hold_what_paths_do_not() {
        String device = unique("거실/온도 #1+$%");
        Event event = event(device, ORIGIN, "1");

        post(event).statusCode(201);

        get("/event/device/name/{name}", device).body("events.id", contains(event.id()));
        get("/event/count/device/name/{name}", device).body("count", equalTo(1));
    }
}
