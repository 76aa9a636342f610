package io.hearth.device.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.device.Listener;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EdgeX message bus, metrics: switched on while the service runs. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class DeviceTelemetryTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    LiveConfig live;

    @Test
    void metrics_that_are_switched_on_are_published_at_the_interval_and_the_others_are_not() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        given().get("/api/v3/config").then().body("config.Writable.Telemetry.Interval", equalTo("30s"));
        try (Listener mqtt = new Listener(WithBroker.broker().port(), "edgex/telemetry/#")) {
            live.set("device-mqtt", "Writable/Telemetry/Metrics/EventsSent", "true");
            live.set("device-mqtt", "Writable/Telemetry/Metrics/LastConnected", "true");
            live.set("device-mqtt", "Writable/Telemetry/Interval", "100ms");
            mqtt.publish("home/boiler/status", "{\"current\":21.5,\"heating\":true}");

            await().atMost(SOON)
                    .until(() -> !metrics(mqtt, "LastConnected-boiler").isEmpty());
            await().atMost(SOON)
                    .until(() -> metrics(mqtt, "EventsSent")
                                    .getLast()
                                    .at("/fields/0/value")
                                    .asLong()
                            > 0);

            JsonNode sent = metrics(mqtt, "EventsSent").getLast();
            assertThat(sent.at("/fields/0/name").asText()).isEqualTo("counter-count");
            assertThat(sent.path("apiVersion").asText()).isEqualTo("v3");
            JsonNode connected = metrics(mqtt, "LastConnected-boiler").getLast();
            assertThat(connected.path("name").asText()).isEqualTo("LastConnected-boiler");
            assertThat(connected.at("/fields/0/name").asText()).isEqualTo("gauge-value");
            assertThat(connected.at("/tags").toString())
                    .isEqualTo(
                            "[{\"name\":\"service\",\"value\":\"device-mqtt\"},{\"name\":\"device\",\"value\":\"boiler\"}]");
            assertThat(connected.at("/fields/0/value").asLong())
                    .isBetween(
                            System.currentTimeMillis() * 1_000_000 - 60_000_000_000L,
                            System.currentTimeMillis() * 1_000_000);
            assertThat(metrics(mqtt, "ReadingsSent")).isEmpty();
        }
    }

    private static List<JsonNode> metrics(Listener mqtt, String name) {
        return mqtt
                .heard(message -> message.getTopic().toString().equals("edgex/telemetry/device-mqtt/" + name))
                .stream()
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), JsonNode.class)
                        .payload())
                .toList();
    }
}
