package io.hearth.device.autoevent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.device.Listener;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EdgeX device SDK, AutoEvents: between a real broker and a core-metadata. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class AutoEventsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private final Set<String> added = new LinkedHashSet<>();
    private Listener mqtt;

    @BeforeEach
    void listen() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt = new Listener(WithBroker.broker().port(), "edgex/events/#");
    }

    /** What a test has read would be read on through the others. */
    @AfterEach
    void leave() {
        added.forEach(name -> add(name, AdminState.LOCKED, new AutoEvent("1h", false, 0, "current", null)));
        added.forEach(AutoEventsTest::awaitLocked);
        mqtt.close();
    }

    @Test
    void a_command_is_read_at_its_interval_with_what_the_device_reported_last() {
        add("cellar", AdminState.UNLOCKED, new AutoEvent("50ms", false, 0, "status", null));
        mqtt.publish("home/cellar/status", "{\"current\":21.5,\"heating\":true}");

        await().atMost(SOON).until(() -> events("cellar", "status").size() > 5);
        List<Event> events = events("cellar", "status");
        assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(events).extracting(Event::tags).containsOnly(Map.of("floor", 2));
        assertThat(events.getLast().readings())
                .extracting(Reading::resourceName)
                .containsExactly("current", "heating");
    }

    @Test
    void a_pattern_reads_all_readable_resources_whose_whole_name_it_matches() {
        add("shed", AdminState.UNLOCKED, new AutoEvent("100ms", false, 0, "(cur|heat|mod).*", null));
        mqtt.publish("home/shed/status", "{\"current\":4.5,\"heating\":false}");

        await().atMost(SOON).until(() -> !events("shed", "(cur|heat|mod).*").isEmpty());
        assertThat(events("shed", "(cur|heat|mod).*").getLast().readings())
                .extracting(Reading::resourceName)
                .containsExactly("current", "heating");
        assertThat(events("shed", "(cur|heat|mod).*").getLast().tags()).isEqualTo(Map.of("floor", 2));
    }

    @Test
    void with_on_change_and_a_threshold_only_greater_changes_are_told() {
        add("barn", AdminState.UNLOCKED, new AutoEvent("20ms", true, 1, "current", null));
        for (String value : List.of("10.5", "11.5", "11.75", "12.5", "13")) {
            mqtt.publish("home/barn/status", "{\"current\":" + value + ",\"heating\":true}");
            await().atMost(SOON).until(() -> given().get("/api/v3/device/name/barn/current")
                    .path("event.readings[0].value")
                    .equals(value));
            // Read at least twice after the value is known, so that what is not told was seen.
            double seen = deadlines();
            await().atMost(SOON).until(() -> deadlines() > seen + 4);
        }

        assertThat(events("barn", "current"))
                .extracting(event -> event.readings().getFirst().value().toString())
                .containsExactly("Simple[text=10.5]", "Simple[text=11.75]", "Simple[text=13]");
    }

    @Test
    void a_device_that_becomes_locked_is_not_read_any_more_and_is_again_when_it_is_unlocked() {
        AutoEvent fast = new AutoEvent("20ms", false, 0, "current", null);
        add("loft", AdminState.UNLOCKED, fast);
        mqtt.publish("home/loft/status", "{\"current\":4.5,\"heating\":false}");
        await().atMost(SOON).until(() -> events("loft", "current").size() > 2);

        add("loft", AdminState.LOCKED, fast);
        awaitLocked("loft");
        await("quiet").during(Duration.ofMillis(300)).atMost(SOON).until(() -> {
            int before = events("loft", "current").size();
            await().pollDelay(Duration.ofMillis(60)).until(() -> true);
            return events("loft", "current").size() == before;
        });
        int before = events("loft", "current").size();
        add("loft", AdminState.UNLOCKED, fast);
        await().atMost(SOON).until(() -> events("loft", "current").size() > before);
    }

    @Test
    void what_reads_nothing_is_a_problem_of_the_device() {
        add("hut", AdminState.UNLOCKED, new AutoEvent("1h", false, 0, "nothing.*", null));
        await().atMost(SOON).until(() -> given().get("/api/v3/mapping/device/name/hut")
                .asString()
                .contains("sourceName 'nothing.*' is no readable"));
    }

    private static void awaitLocked(String device) {
        await("locked")
                .atMost(SOON)
                .until(() -> given().get("/api/v3/device/name/" + device + "/current")
                                .statusCode()
                        == 423);
    }

    /** How many were met: one that was missed has read nothing. */
    private static double deadlines() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("hearth_auto_events_total"))
                .filter(line -> !line.contains("outcome=\"missed\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void add(String name, AdminState state, AutoEvent autoEvent) {
        if (state == AdminState.UNLOCKED) {
            added.add(name);
        }
        Device device = new Device(
                null,
                null,
                "",
                name,
                "",
                "",
                state,
                OperatingState.UP,
                List.of(),
                null,
                "device-mqtt",
                "boiler",
                List.of(autoEvent),
                new HashMap<>(),
                Map.of("floor", 2),
                Map.of());
        SystemEvent told = new SystemEvent("v3", "device", "update", "core-metadata", "device-mqtt", null, device, 1);
        mqtt.publish(
                "edgex/system-events/core-metadata/device/update/device-mqtt/boiler",
                EnvelopeCodec.encode(Envelope.event(told)));
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/" + name).statusCode() == 200);
    }

    private List<Event> events(String device, String source) {
        return mqtt.heard(message -> message.getTopic().toString().contains("/" + device + "/")).stream()
                .map(Mqtt3Publish::getPayloadAsBytes)
                .map(bytes -> EnvelopeCodec.decode(bytes, AddEventRequest.class)
                        .payload()
                        .event())
                // What the intake makes of a device's own message has the command's name too, and comes once.
                .filter(event -> event.sourceName().equals(source))
                .toList();
    }
}
