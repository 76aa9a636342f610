package io.hearth.coredata.event;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is sent as an event, it is stored or refused, and the next one is taken. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class FuzzedEventsTest {
    private static final long SEED = 20_261_121;
    private static final int BATCH = 500;

    @Inject
    EventBody bodies;

    @Inject
    Ingestion ingestion;

    @Inject
    BusEvents fromBus;

    @Inject
    Bus bus;

    @Test
    void of_100000_bodies_each_is_stored_or_refused() {
        through(100_000, SEED);
    }

    /** A store of millions of events is too large for others' requests over all of it. */
    @AfterEach
    void nothing_is_left_behind() {
        RestAssured.given()
                .delete("/core-data/api/v3/event/device/name/fuzzed")
                .then()
                .statusCode(202);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> get("/event/count/device/name/fuzzed").body("count", equalTo(0)));
    }

    @Test
    @Tag("long")
    void of_2_million_bodies_each_is_stored_or_refused() {
        // In rounds: what is asked for in the end is asked of all that is stored, within the time of one request.
        for (int round = 0; round < 20; round++) {
            through(100_000, System.nanoTime());
            nothing_is_left_behind();
        }
    }

    private void through(int many, long seed) {
        Mutations mutations = new Mutations(seed);
        int stored = 0;
        int undecodable = 0;
        EventAddress from = new EventAddress("s", "p", "fuzzed", "s");
        for (int first = 0; first < many; first += BATCH) {
            List<Arrival> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                Mutations.Body body = mutations.next();
                try {
                    String type = body.cbor() ? "application/cbor" : "application/json";
                    batch.add(new Arrival(from, bodies.decode(body.octets(), type)));
                } catch (EdgexException refused) {
                    assertThat(refused.kind().status()).as("seed " + seed).isEqualTo(400);
                    undecodable++;
                }
            }
            for (Outcome outcome : ingestion.ingest(batch)) {
                if (outcome instanceof Outcome.Rejected(Outcome.Reason reason, String detail)) {
                    assertThat(reason).as(detail + ", seed " + seed).isNotEqualTo(Outcome.Reason.FAILED);
                } else {
                    stored++;
                }
            }
        }
        System.out.println("fuzzed events of seed " + seed + ": stored " + stored + ", undecodable " + undecodable);
        // Some of each kind, or nothing was tried.
        assertThat(stored).isGreaterThan(many / 20);
        assertThat(undecodable).isGreaterThan(many / 10);
        get("/event/device/name/fuzzed?limit=-1").statusCode(200);
        get("/reading/device/name/fuzzed?limit=-1&numeric=true").statusCode(200);
        get("/reading/device/name/fuzzed?aggregateFunc=sum").statusCode(200);
    }

    @Test
    void over_http_none_of_them_is_a_failure_of_ours() throws IOException, InterruptedException {
        Mutations mutations = new Mutations(SEED + 1);
        URI uri = URI.create("http://localhost:" + RestAssured.port + "/core-data/api/v3/event/s/p/fuzzed/s");
        Map<Integer, Integer> answers = new TreeMap<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 4_000; i++) {
                Mutations.Body body = mutations.next();
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .header("Content-Type", body.cbor() ? "application/cbor" : "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.octets()))
                        .build();
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                answers.merge(status, 1, Integer::sum);
            }
        }

        assertThat(answers).containsOnlyKeys(201, 400);
    }

    @Test
    void over_the_bus_none_of_them_stops_the_intake() {
        Mutations mutations = new Mutations(SEED + 2);
        String topic = Topics.DEFAULT.event("s", "p", "fuzzed", "s");
        for (int first = 0; first < 5_000; first += BATCH) {
            List<BusMessage> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(new BusMessage(topic, envelope(mutations.next())));
            }
            fromBus.handle(batch);
        }

        Event next = event(unique("thermometer"), ORIGIN, "18.5");
        bus.publishAndWait(
                Topics.DEFAULT.event("s", "profile", next.deviceName(), "source"),
                EnvelopeCodec.encode(Envelope.event(AddEventRequest.of(next))));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> get("/event/id/{id}", next.id()).statusCode(200));
    }

    private static byte[] envelope(Mutations.Body body) {
        String type = body.cbor() ? "application/cbor" : "application/json";
        return """
                {"apiVersion":"v3","correlationID":"","requestID":"","errorCode":0,"contentType":"%s","payload":"%s"}""".formatted(type, Base64.getEncoder().encodeToString(body.octets()))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
