package io.hearth.device;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.metadata.Device;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service between a real broker and a core-metadata. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class DeviceServiceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    LiveConfig live;

    private Listener mqtt;

    @BeforeEach
    void listen() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt = new Listener(WithBroker.broker().port(), "edgex/#");
    }

    @AfterEach
    void leave() {
        mqtt.close();
    }

    @Test
    void edgex_s_sections_are_in_the_configuration_that_is_shown() {
        given().get("/api/v3/config")
                .then()
                .body("config.Device.MaxCmdOps", equalTo(12800))
                .body("config.Device.DataTransform", equalTo(true))
                .body("config.Device.Discovery.Enabled", equalTo(false))
                .body("config.Device.Discovery.Interval", equalTo("30s"))
                .body("config.Device.ProfilesDir", equalTo(""))
                .body("config.CustomConfiguration.MQTTBrokerInfo.IncomingTopic", equalTo("incoming/data/#"))
                .body("config.CustomConfiguration.MQTTBrokerInfo.ResponseTopic", equalTo("command/response/#"))
                .body(
                        "config.CustomConfiguration.MQTTBrokerInfo.Port",
                        equalTo(WithBroker.broker().port()));
    }

    @Test
    void a_bare_scalar_becomes_an_event_on_the_bus() {
        mqtt.publish("home/livingroom/temperature", "18.5");

        Event event = mqtt.event("edgex/events/device/device-mqtt/room-thermometer/livingroom/temperature", "18.5");
        assertThat(event.deviceName()).isEqualTo("livingroom");
        assertThat(event.id())
                .isEqualTo(EventId.of("livingroom", event.origin()).toString());
        assertThat(event.readings().getFirst().units()).isEqualTo("°C");
    }

    @Test
    void readings_go_without_units_while_reading_units_is_off() {
        live.set("device-mqtt", "Writable/Reading/ReadingUnits", "false");
        try {
            mqtt.publish("home/livingroom/temperature", "18.625");
            Event event =
                    mqtt.event("edgex/events/device/device-mqtt/room-thermometer/livingroom/temperature", "18.625");
            assertThat(event.readings().getFirst().units()).isEmpty();
        } finally {
            live.set("device-mqtt", "Writable/Reading/ReadingUnits", "true");
        }
    }

    @Test
    void one_message_with_several_values_becomes_one_event_of_the_command_with_these_resources() {
        mqtt.publish("home/boiler/status", "{\"current\":22.50,\"heating\":true}");

        Event event = mqtt.event("edgex/events/device/device-mqtt/boiler/boiler/status", "22.50");
        assertThat(event.readings()).hasSize(2);
        assertThat(event.sourceName()).isEqualTo("status");
    }

    @Test
    void edgex_default_topic_is_accepted() {
        mqtt.publish("incoming/data/bedroom/temperature", "{\"temperature\":17.25}");

        assertThat(mqtt.event("edgex/events/device/device-mqtt/room-thermometer/bedroom/temperature", "17.25"))
                .isNotNull();
    }

    @Test
    void what_cannot_be_read_is_dead_lettered_and_the_next_good_message_goes_on() {
        mqtt.publish("home/bedroom/temperature", "warm");
        mqtt.publish("home/attic/temperature", "1");
        mqtt.publish("home/bedroom/temperature", "16.125");

        mqtt.event("edgex/events/device/device-mqtt/room-thermometer/bedroom/temperature", "16.125");
        await().atMost(SOON).untilAsserted(() -> assertThat(mqtt.letters())
                .extracting(DeadLetter::reason)
                .contains("not-a-number", "unknown-device"));
        // What is counted is counted when it is done, which is a little later than it is seen.
        await().atMost(SOON).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .body(containsString("hearth_dead_letters_total{reason=\"not-a-number\",service=\"device-mqtt\"}")));
    }

    @Test
    void a_device_that_core_metadata_tells_of_is_known_and_one_that_is_deleted_is_not() {
        Device shed = Samples.device("shed", "room-thermometer");
        mqtt.tell("add", shed);
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/shed").statusCode() == 200);
        mqtt.publish("home/shed/temperature", "3.5");
        mqtt.event("edgex/events/device/device-mqtt/room-thermometer/shed/temperature", "3.5");

        mqtt.tell("delete", shed);

        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/shed").statusCode() == 404);
    }

    @Test
    void it_has_registered_itself() {
        assertThat(WithMetadata.registered().name()).isEqualTo("device-mqtt");
        assertThat(WithMetadata.registered().baseAddress()).isEqualTo("http://localhost:59982");
    }

    @Test
    void it_goes_on_after_the_broker_was_killed() {
        WithBroker.broker().kill();
        await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 503);
        given().get("/q/health/ready").then().body(containsString("device registry"));

        WithBroker.broker().start();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt.close();
        mqtt = new Listener(WithBroker.broker().port(), "edgex/#");
        mqtt.publish("home/livingroom/temperature", "20.0625");

        mqtt.event("edgex/events/device/device-mqtt/room-thermometer/livingroom/temperature", "20.0625");
    }
}
