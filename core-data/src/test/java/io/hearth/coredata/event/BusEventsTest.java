package io.hearth.coredata.event;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class BusEventsTest {
    private static final String SERVICE = "device-test";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Bus bus;

    @Test
    void an_event_from_the_bus_is_stored_once() {
        Event event = event(unique("thermometer"), ORIGIN, "18.5");

        send(event);
        send(event);
        send(event(event.deviceName(), ORIGIN + 1, "18.6"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count(event.deviceName())).isEqualTo(2));
        get("/event/id/{id}", event.id()).statusCode(200);
    }

    @Test
    void names_that_are_escaped_in_the_topic_are_the_same_names() {
        Event event = event(unique("거실 온도/1"), ORIGIN, "18.5");
        String topic = new Topics("edgex", true).event(SERVICE, "profile", event.deviceName(), "source");

        bus.publishAndWait(topic, EnvelopeCodec.encode(Envelope.event(AddEventRequest.of(event))));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count(event.deviceName())).isEqualTo(1));
    }

    @Test
    void an_event_whose_envelope_calls_it_plain_text_is_stored() {
        Event event = event(unique("thermometer"), ORIGIN, "18.5");
        Envelope<AddEventRequest> plain = new Envelope<>(
                ApiVersion.V3, "", "", "", 0, AddEventRequest.of(event), "", Envelope.TEXT, Map.of(), null);
        String topic = Topics.DEFAULT.event(SERVICE, event.profileName(), event.deviceName(), event.sourceName());

        bus.publishAndWait(topic, EnvelopeCodec.encode(plain));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count(event.deviceName())).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/malformed/expected.csv", numLinesToSkip = 1, delimiter = '|')
    void a_message_that_cannot_be_stored_is_a_dead_letter_and_the_next_good_one_is_stored(
            String file, String topic, String reason, String detail) throws IOException {
        byte[] payload = file(file);
        int before = deadLetters();
        Event next = event(unique("thermometer"), ORIGIN, "18.5");

        bus.publishAndWait(topic, payload);
        send(next);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count(next.deviceName())).isEqualTo(1));
        await().atMost(SOON).untilAsserted(() -> assertThat(deadLetters()).isEqualTo(before + 1));
        get("/deadletter/all?limit=1")
                .body("totalCount", equalTo(before + 1))
                .body("deadLetters[0].service", equalTo("core-data"))
                .body("deadLetters[0].topic", equalTo(topic))
                .body("deadLetters[0].reason", equalTo(reason))
                .body("deadLetters[0].detail", containsString(detail))
                .body("deadLetters[0].payloadSize", equalTo(payload.length))
                .body("deadLetters[0].payload", equalTo(Base64.getEncoder().encodeToString(payload)));
    }

    @Test
    void of_a_large_message_that_cannot_be_stored_only_the_beginning_is_kept() {
        byte[] payload = ("{\"payload\":\"" + "x".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8);
        int before = deadLetters();

        bus.publishAndWait(Topics.DEFAULT.event(SERVICE, "p", "d", "s"), payload);

        await().atMost(SOON).untilAsserted(() -> assertThat(deadLetters()).isEqualTo(before + 1));
        String kept = get("/deadletter/all?limit=1")
                .body("deadLetters[0].payloadSize", equalTo(payload.length))
                .extract()
                .path("deadLetters[0].payload");
        assertThat(Base64.getDecoder().decode(kept)).hasSize(4096);
    }

    @Test
    void dead_letters_of_other_services_are_kept_with_ours() {
        DeadLetter letter =
                new DeadLetter("device-mqtt", "home/attic", "unknown-topic", "no device listens", "AAA=", 2, ORIGIN);
        int before = deadLetters();

        bus.publishAndWait(Topics.DEFAULT.deadLetters("device-mqtt"), EnvelopeCodec.encode(Envelope.event(letter)));

        await().atMost(SOON).untilAsserted(() -> assertThat(deadLetters()).isEqualTo(before + 1));
        get("/deadletter/all?limit=1")
                .body("deadLetters[0].service", equalTo("device-mqtt"))
                .body("deadLetters[0].time", equalTo(ORIGIN));
    }

    @Test
    void what_came_in_is_counted() {
        Event event = event(unique("thermometer"), ORIGIN, "18.5");
        send(event);
        send(event);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count(event.deviceName())).isEqualTo(1));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RestAssured.get("/q/metrics").asString())
                        .contains("hearth_messages_received_total{service=\"core-data\"")
                        .contains("hearth_events_stored_total")
                        .contains("hearth_events_duplicate_total")
                        .contains("hearth_queue_depth{queue=\"cd-events\""));
    }

    private void send(Event event) {
        String topic = Topics.DEFAULT.event(SERVICE, event.profileName(), event.deviceName(), event.sourceName());
        bus.publishAndWait(topic, EnvelopeCodec.encode(Envelope.event(AddEventRequest.of(event))));
    }

    private static int count(String device) {
        return get("/event/count/device/name/{name}", device).extract().path("count");
    }

    private static int deadLetters() {
        return get("/deadletter/count").extract().path("count");
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in = BusEventsTest.class.getResourceAsStream("/malformed/" + name)) {
            return in.readAllBytes();
        }
    }
}
