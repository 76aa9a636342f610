package io.hearth.coredata.telemetry;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EdgeX message bus, metrics of core-data: switched on while the service runs. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class DataTelemetryTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TELEMETRY = "Writable/Telemetry/";

    @Inject
    BusConfig bus;

    @Inject
    LiveConfig live;

    private final List<Mqtt3Publish> heard = new CopyOnWriteArrayList<>();
    private Mqtt3AsyncClient client;

    @BeforeEach
    void listen() {
        client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost(bus.host())
                .serverPort(bus.port())
                .buildAsync();
        client.connect().join();
        client.subscribeWith()
                .topicFilter("edgex/telemetry/#")
                .callback(heard::add)
                .send()
                .join();
    }

    @AfterEach
    void leave() {
        live.set("core-data", TELEMETRY + "Interval", "30s");
        live.set("core-data", TELEMETRY + "Metrics/EventsPersisted", "false");
        live.set("core-data", TELEMETRY + "Metrics/ReadingsPersisted", "false");
        client.disconnect().join();
    }

    @Test
    void how_many_events_and_readings_were_stored_is_published_at_the_interval_once_switched_on() {
        get("/config")
                .body("config.Writable.Telemetry.Interval", equalTo("30s"))
                .body("config.Writable.Telemetry.Metrics.EventsPersisted", equalTo(false))
                .body("config.Writable.Telemetry.Metrics.ReadingsPersisted", equalTo(false));
        live.set("core-data", TELEMETRY + "Interval", "100ms");
        live.set("core-data", TELEMETRY + "Metrics/EventsPersisted", "true");
        await().atMost(SOON).until(() -> of("EventsPersisted").size() > 1);
        assertThat(of("ReadingsPersisted")).isEmpty();
        live.set("core-data", TELEMETRY + "Metrics/ReadingsPersisted", "true");
        await().atMost(SOON).until(() -> !of("ReadingsPersisted").isEmpty());
        long events = count("EventsPersisted");
        long readings = count("ReadingsPersisted");

        Event event = event(unique("thermometer"), ORIGIN, "18.5", "18.6");
        post(event);
        post(event);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(count("EventsPersisted")).isEqualTo(events + 1);
            assertThat(count("ReadingsPersisted")).isEqualTo(readings + 2);
        });
        JsonNode metric = of("EventsPersisted").getLast();
        assertThat(metric.path("apiVersion").asText()).isEqualTo("v3");
        assertThat(metric.path("name").asText()).isEqualTo("EventsPersisted");
        assertThat(metric.at("/fields/0/name").asText()).isEqualTo("counter-count");
        assertThat(metric.at("/tags").toString()).isEqualTo("[{\"name\":\"service\",\"value\":\"core-data\"}]");
    }

    private static void post(Event event) {
        given().header("Content-Type", "application/json")
                .body(Json.bytes(AddEventRequest.of(event)))
                .post("/core-data/api/v3/event/device-test/profile/{d}/source", event.deviceName())
                .then()
                .statusCode(201);
    }

    private long count(String name) {
        return of(name).getLast().at("/fields/0/value").asLong();
    }

    private List<JsonNode> of(String name) {
        return heard.stream()
                .filter(message -> message.getTopic().toString().equals("edgex/telemetry/core-data/" + name))
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), JsonNode.class)
                        .payload())
                .toList();
    }
}
