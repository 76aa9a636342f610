package io.hearth.coredata.event;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.coredata.store.Given;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What subscribers of {@code edgex/events/core/#} see of events that are posted. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class PostedEventsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    BusConfig bus;

    @Inject
    LiveConfig live;

    private final Queue<Mqtt3Publish> seen = new ConcurrentLinkedQueue<>();
    private Mqtt3AsyncClient subscriber;

    @BeforeEach
    void subscribe() {
        subscriber = MqttClient.builder()
                .useMqttVersion3()
                .serverHost(bus.host())
                .serverPort(bus.port())
                .identifier("subscriber-" + UUID.randomUUID())
                .buildAsync();
        subscriber.connect().join();
        subscriber
                .subscribeWith()
                .topicFilter("edgex/events/core/#")
                .callback(seen::add)
                .send()
                .join();
    }

    @AfterEach
    void leave() {
        live.set("core-data", "Writable/PersistData", "true");
        subscriber.disconnect().join();
    }

    @Test
    void a_posted_event_is_published_under_its_path_with_the_correlation_of_the_request() {
        Event event = event(unique("thermometer"), ORIGIN, "18.5");
        String correlation = UUID.randomUUID().toString();

        given().header("Content-Type", "application/json")
                .header("X-Correlation-ID", correlation)
                .body(Json.bytes(AddEventRequest.of(event)))
                .post("/core-data/api/v3/event/device-test/profile/{d}/source", event.deviceName())
                .then()
                .statusCode(201);

        Mqtt3Publish message = published(event.deviceName());
        assertThat(message.getTopic())
                .hasToString("edgex/events/core/device-test/profile/" + event.deviceName() + "/source");
        Envelope<AddEventRequest> envelope = EnvelopeCodec.decode(message.getPayloadAsBytes(), AddEventRequest.class);
        assertThat(envelope.correlationId()).isEqualTo(correlation);
        assertThat(envelope.contentType()).isEqualTo("application/json");
        assertThat(envelope.payload().event()).isEqualTo(event);
    }

    @Test
    void a_request_without_a_correlation_is_published_with_the_one_that_is_answered() {
        Event event = event(unique("thermometer"), ORIGIN, "18.5");

        String answered = given().header("Content-Type", "application/json")
                .body(Json.bytes(AddEventRequest.of(event)))
                .post("/core-data/api/v3/event/device-test/profile/{d}/source", event.deviceName())
                .header("X-Correlation-ID");

        assertThat(EnvelopeCodec.decode(published(event.deviceName()).getPayloadAsBytes(), AddEventRequest.class)
                        .correlationId())
                .isEqualTo(answered);
    }

    @Test
    void fields_that_we_do_not_know_travel_on() {
        String device = unique("thermometer");
        String body = """
                {"apiVersion":"v3","event":{"apiVersion":"v3","id":"%s","deviceName":"%s","profileName":"p","sourceName":"s",
                "origin":%d,"floor":7,"readings":[{"origin":1,"resourceName":"r","valueType":"Int8","value":"1"}]}}""".formatted(UUID.randomUUID(), device, ORIGIN);

        post("p", device, "s", body.getBytes(StandardCharsets.UTF_8)).statusCode(201);

        assertThat(new String(published(device).getPayloadAsBytes(), StandardCharsets.UTF_8))
                .contains("\"floor\":7");
    }

    @Test
    void an_event_posted_in_cbor_is_published_in_cbor() {
        String device = unique("camera");
        ReadingValue picture = new ReadingValue.Binary(new byte[] {0, -1, 7}, "image/png");
        Event event = event(UUID.randomUUID(), device, ORIGIN, List.of(Given.binary(device, "image", ORIGIN, picture)));

        post("application/cbor", "profile", device, "source", Cbor.bytes(AddEventRequest.of(event)))
                .statusCode(201);

        Envelope<AddEventRequest> envelope =
                EnvelopeCodec.decode(published(device).getPayloadAsBytes(), AddEventRequest.class);
        assertThat(envelope.contentType()).isEqualTo("application/cbor");
        assertThat(envelope.payload().event().readings().getFirst().value()).isEqualTo(picture);
    }

    @Test
    void a_refused_event_is_not_published_and_the_next_one_is() {
        Event event = event(unique("thermometer"), ORIGIN, "18.5");

        post("other", event.deviceName(), "source", Json.bytes(AddEventRequest.of(event)))
                .statusCode(400);
        post(event).statusCode(201);

        assertThat(published(event.deviceName()).getTopic().toString()).contains("/profile/");
    }

    @Test
    void with_persist_data_off_events_are_published_and_not_kept() {
        Event event = event(unique("thermometer"), ORIGIN, "18.5");
        live.set("core-data", "Writable/PersistData", "false");

        post(event).statusCode(201).body("id", equalTo(event.id()));

        assertThat(published(event.deviceName()).getTopic().toString()).contains(event.deviceName());
        get("/event/count/device/name/{name}", event.deviceName()).body("count", equalTo(0));
        get("/event/id/{id}", event.id()).statusCode(404);

        live.set("core-data", "Writable/PersistData", "true");
        post(event).statusCode(201);
        get("/event/count/device/name/{name}", event.deviceName()).body("count", equalTo(1));
    }

    /** The first event of this device: one that another test has posted may be published only now. */
    private Mqtt3Publish published(String device) {
        await(device).atMost(SOON).until(() -> of(device).isPresent());
        return of(device).orElseThrow();
    }

    private Optional<Mqtt3Publish> of(String device) {
        return seen.stream()
                .filter(message -> message.getTopic().toString().contains(device))
                .findFirst();
    }
}
