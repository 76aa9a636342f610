package io.hearth.coredata.latest;

import static io.hearth.coredata.Rest.delete;
import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;

import io.hearth.contracts.event.Event;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class LatestRoutesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void the_newest_reading_of_each_resource_is_answered() {
        String device = unique("b");
        String other = unique("a");
        post(event(device, ORIGIN + 5, "1", "2")).statusCode(201);
        post(event(device, ORIGIN + 7, "3")).statusCode(201);
        post(event(device, ORIGIN + 6, "4", "5")).statusCode(201);
        post(event(other, ORIGIN, "6")).statusCode(201);

        get("/reading/latest?device={one}&device={two}", device, other)
                .statusCode(200)
                .body("totalCount", equalTo(2))
                .body("readings.deviceName", contains(other, device, device))
                .body("readings.resourceName", contains("resource0", "resource0", "resource1"))
                .body("readings.value", contains("6", "3", "5"));
        get("/reading/latest?device={list}", device + "," + other).body("readings.size()", equalTo(3));
        get("/reading/latest?device={one}&device={two}&limit=1&offset=1", device, other)
                .body("totalCount", equalTo(2))
                .body("readings.value", contains("3", "5"));
        get("/reading/latest?device={nobody}", unique("nobody")).body("readings", empty());
        get("/reading/latest").statusCode(200).body("totalCount", greaterThanOrEqualTo(2));
        get("/reading/latest?limit=x").statusCode(400);
    }

    @Test
    void when_the_newest_is_deleted_the_next_newest_is_the_latest() {
        String device = unique("b");
        Event newest = event(device, ORIGIN + 9, "9");
        post(event(device, ORIGIN, "1")).statusCode(201);
        post(event(device, ORIGIN + 1, "2")).statusCode(201);
        post(newest).statusCode(201);

        delete("/event/id/{id}", newest.id()).statusCode(200);

        get("/reading/latest?device={name}", device).body("readings.value", contains("2"));
    }

    @Test
    void a_listener_gets_the_current_values_and_then_each_change() {
        String device = unique("거실 a");
        post(event(device, ORIGIN, "1")).statusCode(201);

        try (Listener listener = new Listener(url(device), null)) {
            await().atMost(SOON).until(listener::distinct, List.of("1")::equals);
            post(event(unique("other"), ORIGIN, "7")).statusCode(201);
            post(event(device, ORIGIN + 1, "2")).statusCode(201);

            await().atMost(SOON).until(() -> listener.distinct(), List.of("1", "2")::equals);
        }
    }

    @Test
    void a_listener_that_comes_back_gets_what_changed_since() {
        String one = unique("one");
        String two = unique("two");
        post(event(one, ORIGIN, "1")).statusCode(201);
        post(event(two, ORIGIN, "2")).statusCode(201);
        String last;
        try (Listener listener = new Listener(url(one, two), null)) {
            await().atMost(SOON).until(() -> listener.distinct().size() == 2);
            last = listener.lastId();
        }
        post(event(two, ORIGIN + 1, "3")).statusCode(201);

        try (Listener listener = new Listener(url(one, two), last)) {
            await().atMost(SOON).until(() -> !listener.values().isEmpty());
            assertThat(listener.distinct()).containsExactly("3");
        }
    }

    @Test
    void an_id_that_is_none_of_ours_begins_with_everything() {
        String device = unique("one");
        post(event(device, ORIGIN, "1")).statusCode(201);

        for (String id : List.of("x", "-5", "9007199254740991")) {
            try (Listener listener = new Listener(url(device), id)) {
                await().atMost(SOON).until(() -> listener.distinct().equals(List.of("1")));
            }
        }
    }

    @Test
    void a_silent_stream_shows_that_it_lives() {
        try (Listener listener = new Listener(url(unique("nobody")), null)) {
            await().atMost(SOON).until(() -> listener.lines().stream().anyMatch(line -> line.startsWith(":")));
        }
    }

    @Test
    void more_listeners_than_allowed_are_refused_until_one_leaves() {
        String url = url(unique("nobody"));
        List<Listener> listeners = new ArrayList<>();
        try {
            // Those that other tests have closed may keep their places a little longer.
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
                while (listeners.size() < 20) {
                    listeners.add(new Listener(url, null));
                }
            });
            RestAssured.given().get(url).then().statusCode(503).header("Retry-After", notNullValue());

            listeners.removeLast().close();

            await().atMost(SOON).ignoreExceptions().until(() -> listeners.add(new Listener(url, null)));
        } finally {
            listeners.forEach(Listener::close);
        }
    }

    @Test
    void a_listener_hears_of_a_deletion() {
        String device = unique("one");
        Event newest = event(device, ORIGIN + 1, "2");
        post(event(device, ORIGIN, "1")).statusCode(201);
        post(newest).statusCode(201);

        try (Listener listener = new Listener(url(device), null)) {
            await().atMost(SOON).until(() -> listener.distinct().equals(List.of("2")));
            delete("/event/id/{id}", newest.id()).statusCode(200);

            await().atMost(SOON).until(() -> listener.values().getLast().equals("1"));
        }
    }

    private static String url(String... devices) {
        return RestAssured.baseURI + ":" + RestAssured.port + "/core-data/api/v3/reading/latest/stream?device="
                + String.join(
                        "&device=",
                        Stream.of(devices)
                                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                                .toList());
    }
}
