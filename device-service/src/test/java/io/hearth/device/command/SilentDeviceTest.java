package io.hearth.device.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.FakeDevice;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.device.reply.Replies;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that never answers takes nothing from the others, however often it is asked. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = SilentDeviceTest.WithMute.class, restrictToAnnotatedClass = true)
class SilentDeviceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MANY = 30;
    private static final String LAMP = """
            name: lamp
            deviceResources:
              - { name: level, properties: { valueType: Uint8, readWrite: RW } }
            """;

    @Inject
    Replies replies;

    private FakeDevice lamp;
    private Listener bus;

    /** One lamp that answers and one that does not, and small bounds. */
    public static final class WithMute implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            WithMetadata.PROFILES.put("lamp", Samples.profile(LAMP));
            WithMetadata.DEVICES.add(Samples.device("lamp", "lamp", Map.of("CommandTopic", "command/lamp")));
            WithMetadata.DEVICES.add(Samples.device("mute", "lamp", Map.of("CommandTopic", "command/mute")));
            return Map.of(
                    "hearth.device.reply.timeout", "3s",
                    "hearth.device.reply.max-awaited", "20",
                    "hearth.device.reply.max-awaited-per-device", "10",
                    "hearth.device.order.max-waiting", "5",
                    "hearth.device.order.max-wait", "2s",
                    "hearth.device.auto-event.concurrency", "4",
                    "hearth.device.auto-event.max-per-device", "2");
        }

        @Override
        public void stop() {
            WithMetadata.PROFILES.remove("lamp");
        }
    }

    @BeforeEach
    void connect() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        lamp = new FakeDevice(WithBroker.broker().port(), "command/lamp/#")
                .does(order -> lamp.say("command/response/" + order.last(0), "{\"level\":21}"));
        bus = new Listener(WithBroker.broker().port(), "edgex/response/device-mqtt/#");
    }

    @AfterEach
    void leave() {
        lamp.close();
        bus.close();
        await("nothing leaks").atMost(SOON).until(() -> replies.awaited() == 0);
    }

    @Test
    void commands_from_the_bus_to_it_wait_in_bounds_and_the_rest_are_refused_at_once() {
        List<String> ids = ask("mute", "get", "null");
        ids = Stream.concat(ids.stream(), ask("mute", "set", "{\"level\":3}").stream())
                .toList();
        List<String> asked = ids;

        // Neither the one under way nor the five that may wait, of the reads and of the writes.
        await("refused at once").atMost(Duration.ofSeconds(2)).until(() -> answered(asked) == 2 * MANY - 12);
        await("nobody waits longer than is allowed").atMost(SOON).until(() -> answered(asked) == 2 * MANY);
        List<String> words = asked.stream()
                .map(id -> answers(id).getFirst().get("payload").asText())
                .toList();
        assertThat(words).filteredOn(said -> said.contains("did not reply")).hasSize(2);
        assertThat(words)
                .filteredOn(said -> said.contains("nothing was sent: 5 commands wait for device 'mute'"))
                .hasSize(2 * (MANY - 6));
        assertThat(words)
                .filteredOn(said -> said.contains("took longer than 2000 ms"))
                .hasSize(10);
        assertThat(given().get("/q/metrics").asString())
                .contains("hearth_commands_turned_away_total{service=\"device-mqtt\"} 58.0");
    }

    @Test
    void reads_over_rest_that_wait_for_it_leave_others_theirs() throws Exception {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> mute = IntStream.range(0, MANY)
                    .mapToObj(i -> all.submit(
                            () -> given().get("/api/v3/device/name/mute/level").asString()))
                    .toList();
            await().atMost(SOON)
                    .until(() -> mute.stream().filter(Future::isDone).count() == MANY - 10);

            given().get("/api/v3/device/name/lamp/level").then().statusCode(200);

            assertThat(mute.stream().filter(Future::isDone)).as("still waiting").hasSize(MANY - 10);
            assertThat(mute.stream()
                            .filter(Future::isDone)
                            .findFirst()
                            .orElseThrow()
                            .get())
                    .contains("10 replies of device 'mute' are waited for already");
        }
    }

    @Test
    void auto_events_that_wait_for_it_leave_others_theirs() {
        AutoEvent often = new AutoEvent("100ms", false, 0, "level", null);
        try (Listener events = new Listener(WithBroker.broker().port(), "edgex/events/#")) {
            bus.tell("add", device("mute-too", AdminState.UNLOCKED, Collections.nCopies(6, often)));
            bus.tell("add", device("lamp-too", AdminState.UNLOCKED, List.of(often)));

            await().atMost(SOON).until(() -> replies.awaited() > 0);
            String topic = "edgex/events/device/device-mqtt/lamp/lamp-too/level";
            await("every 100 ms, not every 3 s")
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> events.payloads(topic).size() > 9);
        } finally {
            bus.tell("update", device("mute-too", AdminState.LOCKED, List.of()));
            bus.tell("update", device("lamp-too", AdminState.LOCKED, List.of()));
        }
    }

    /** One that answers is a lamp, all others do not. */
    private static Device device(String name, AdminState state, List<AutoEvent> autoEvents) {
        String at = name.startsWith("lamp") ? "command/lamp" : "command/mute";
        return new Device(
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
                "lamp",
                autoEvents,
                Map.of("mqtt", Map.of("CommandTopic", at)),
                Map.of(),
                Map.of());
    }

    private List<String> ask(String device, String method, String payload) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> {
                    String id = UUID.randomUUID().toString();
                    bus.publish(
                            "edgex/device/command/request/device-mqtt/" + device + "/level/" + method,
                            """
                            {"apiVersion":"v3","correlationID":"%1$s","requestID":"%1$s","errorCode":0,"payload":%2$s,
                             "contentType":"application/json"}""".formatted(id, payload));
                    return id;
                })
                .toList();
    }

    private long answered(List<String> ids) {
        return ids.stream().filter(id -> !answers(id).isEmpty()).count();
    }

    private List<JsonNode> answers(String id) {
        return bus.heard(message -> message.getTopic().toString().endsWith("/" + id)).stream()
                .map(message -> json(message.getPayloadAsBytes()))
                .toList();
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.mapper().readTree(bytes);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
