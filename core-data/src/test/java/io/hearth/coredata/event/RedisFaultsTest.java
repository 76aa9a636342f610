package io.hearth.coredata.event;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a Redis that is full, slow or damaged does to the events of the bus: nothing that was acknowledged is lost. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RedisFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int EVENTS = 600;

    @Inject
    Bus bus;

    @Inject
    RedisBatch redis;

    @Test
    void events_wait_while_redis_is_full_readiness_says_why_and_intake_resumes_by_itself() {
        String device = unique("thermometer");
        maxmemory("1mb");
        try {
            publish(events(device));
            await().atMost(SOON).untilAsserted(() -> RestAssured.get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body(containsString("messages wait with the broker"), containsString("OOM")));
            assertThat(count(device)).isZero();
            post(event(device, ORIGIN - 1, "1")).statusCode(503);
        } finally {
            maxmemory("0");
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(count(device)).isEqualTo(EVENTS));
        await().atMost(SOON)
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void a_redis_that_stands_still_for_five_seconds_loses_nothing_and_nothing_is_stored_twice() {
        String device = unique("thermometer");
        List<Event> events = events(device);
        WithRedis.redis().pause();
        CompletableFuture<Void> later = CompletableFuture.runAsync(
                WithRedis.redis()::resume, CompletableFuture.delayedExecutor(5, java.util.concurrent.TimeUnit.SECONDS));
        publish(events);
        later.join();

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(count(device))
                .isEqualTo(EVENTS));
        // Once more, all of them: the bus delivers at least once.
        publish(events);
        String last = unique("thermometer");
        publish(List.of(event(last, ORIGIN, "1")));
        await().atMost(SOON).untilAsserted(() -> assertThat(count(last)).isEqualTo(1));
        assertThat(count(device)).isEqualTo(EVENTS);
    }

    @Test
    void events_that_come_in_any_order_and_twice_are_stored_once_and_listed_by_their_time() {
        String device = unique("thermometer");
        List<Event> delivered = new ArrayList<>(events(device));
        delivered.addAll(events(device));
        Collections.shuffle(delivered, new Random(1));

        publish(delivered);

        await().atMost(SOON).untilAsserted(() -> assertThat(count(device)).isEqualTo(EVENTS));
        List<Long> origins = get("/event/device/name/{name}?limit=1024", device)
                .extract()
                .jsonPath()
                .getList("events.origin", Long.class);
        assertThat(origins).hasSize(EVENTS).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void after_the_end_of_its_file_was_lost_what_is_counted_is_what_is_there_and_storing_goes_on() throws IOException {
        String device = unique("thermometer");
        for (Event event : events(device).subList(0, 40)) {
            post(event).statusCode(201);
        }
        WithRedis.redis().kill();
        cutOff(5_000);
        WithRedis.redis().start();

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(count(device))
                .isBetween(1, 39));
        int left = count(device);
        get("/event/device/name/{name}?limit=1024", device)
                .body("totalCount", equalTo(left))
                .body("events", hasSize(left));
        get("/reading/count/device/name/{name}", device).body("count", equalTo(left));
        // What was lost can be sent again.
        events(device).subList(0, 40).forEach(event -> post(event).statusCode(201));
        assertThat(count(device)).isEqualTo(40);
    }

    private void maxmemory(String bytes) {
        redis.sendRepeatable(
                Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg(bytes));
    }

    /** Cuts the last octets off the file that Redis appends to. */
    private static void cutOff(long octets) throws IOException {
        try (Stream<Path> files = Files.walk(WithRedis.redis().dir())) {
            Path appended = files.filter(
                            file -> file.getFileName().toString().matches("appendonly\\.aof(\\..*incr.*)?"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(appended.toFile(), "rw")) {
                file.setLength(file.length() - octets);
            }
        }
    }

    private static List<Event> events(String device) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(event(device, ORIGIN + i * 1_000_000L, Integer.toString(i)));
        }
        return events;
    }

    private void publish(List<Event> events) {
        List<CompletableFuture<Void>> taken = events.stream()
                .map(event -> bus.publish(
                        Topics.DEFAULT.event("device-test", "profile", event.deviceName(), "source"),
                        EnvelopeCodec.encode(Envelope.event(AddEventRequest.of(event)))))
                .toList();
        CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).join();
    }

    private static int count(String device) {
        return get("/event/count/device/name/{name}", device)
                .statusCode(200)
                .extract()
                .path("count");
    }
}
