package io.hearth.device.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.device.FakeDevice;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.device.reply.Replies;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** device-mqtt's own commands (device-mqtt, commands) with a device at the other end of a real broker. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = DefaultProtocolTest.WithLamps.class, restrictToAnnotatedClass = true)
class DefaultProtocolTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LAMP = """
            name: lamp
            deviceResources:
              - { name: level, properties: { valueType: Uint8, readWrite: RW, scale: 2 } }
              - { name: serial, properties: { valueType: Uint64, readWrite: R } }
              - { name: colours, properties: { valueType: StringArray, readWrite: RW } }
              - { name: health, properties: { valueType: String, readWrite: R, assertion: ok } }
            deviceCommands:
              - name: all
                readWrite: R
                resourceOperations: [ { deviceResource: level }, { deviceResource: serial }, { deviceResource: colours } ]
              - name: both
                readWrite: RW
                resourceOperations: [ { deviceResource: level }, { deviceResource: colours } ]
            """;

    @Inject
    Replies replies;

    private FakeDevice lamp;
    private Listener bus;

    /** Two lamps that speak the protocol. */
    public static final class WithLamps implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            WithMetadata.PROFILES.put("lamp", Samples.profile(LAMP));
            WithMetadata.DEVICES.add(Samples.device("lamp", "lamp", Map.of("CommandTopic", "command/lamp")));
            WithMetadata.DEVICES.add(Samples.device("mute", "lamp", Map.of("CommandTopic", "command/mute")));
            return Map.of("hearth.device.reply.timeout", "4s", "hearth.device.max-cmd-ops", "3");
        }

        @Override
        public void stop() {
            WithMetadata.PROFILES.remove("lamp");
        }
    }

    @BeforeEach
    void connect() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        lamp = new FakeDevice(WithBroker.broker().port(), "command/lamp/#").does(this::answer);
        bus = new Listener(WithBroker.broker().port(), "edgex/events/#");
    }

    @AfterEach
    void leave() {
        lamp.close();
        bus.close();
        await("nothing leaks").atMost(SOON).until(() -> replies.awaited() == 0);
    }

    private void answer(FakeDevice.Order order) {
        String value =
                switch (order.last(2)) {
                    case "level" -> "21";
                    case "serial" -> "18446744073709551615";
                    case "colours" -> "[\"red\",\"blue\"]";
                    default -> "\"burning\"";
                };
        lamp.say("command/response/" + order.last(0), "{\"" + order.last(2) + "\":" + value + "}");
    }

    @Test
    void a_device_is_asked_and_its_reply_is_the_answer_at_once() {
        long before = System.nanoTime();
        get("lamp", "all")
                .then()
                .statusCode(200)
                .body("event.sourceName", equalTo("all"))
                .body("event.readings.value", equalTo(List.of("42", "18446744073709551615", "[\"red\",\"blue\"]")));
        // Not one of them was waited for until its time was over.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));

        FakeDevice.Order order = lamp.orders().getFirst();
        assertThat(order.topic()).matches("command/lamp/level/get/[0-9a-f-]{36}");
        assertThat(order.payload()).isEmpty();
    }

    @Test
    void resources_are_asked_for_by_a_regular_expression() {
        get("lamp", "(level|serial)")
                .then()
                .statusCode(200)
                .body("event.sourceName", equalTo("(level|serial)"))
                .body("event.readings.resourceName", equalTo(List.of("level", "serial")));
        get("lamp", "(level|serial)?ds-regexcmd=false").then().statusCode(404);
        get("lamp", "level?ds-regexcmd=maybe").then().statusCode(400);
        get("lamp", "nothing.*").then().statusCode(404);
        given().contentType("application/json")
                .body("{\"level\":2}")
                .put("/api/v3/device/name/lamp/lev.*")
                .then()
                .statusCode(404);
    }

    @Test
    void a_command_of_more_resources_than_allowed_is_500() {
        get("lamp", ".*").then().statusCode(500).body("message", containsString("allowed are at most 3"));
    }

    @Test
    void a_device_is_told_one_resource_after_another_and_any_reply_will_do() {
        lamp.does(order -> lamp.say("command/response/" + order.last(0), "no JSON at all"));
        given().contentType("application/json")
                .body("{\"level\":\"42\",\"colours\":[\"green\"]}")
                .put("/api/v3/device/name/lamp/both")
                .then()
                .statusCode(200);

        assertThat(lamp.orders())
                .extracting(FakeDevice.Order::text)
                .containsExactly("{\"level\":21}", "{\"colours\":[\"green\"]}");
        assertThat(lamp.orders().getLast().topic()).matches("command/lamp/colours/set/[0-9a-f-]{36}");
        await().atMost(SOON).until(() -> bus.payloads("edgex/events/device/device-mqtt/lamp/lamp/both").stream()
                .anyMatch(event -> event.contains("\"42\"")));
    }

    @Test
    void a_device_that_does_not_reply_is_said_so_and_delays_only_itself() throws Exception {
        try (var elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> mute = elsewhere.submit(() -> get("mute", "level"));
            get("lamp", "level").then().statusCode(200);
            assertThat(mute.isDone()).isFalse();
            mute.get()
                    .then()
                    .statusCode(500)
                    .body("message", containsString("device 'mute' did not reply within 4000 ms"))
                    .body("message", containsString("command/mute/level/get/"))
                    .body("message", containsString("command/response/"));
        }
        metric("missing");
    }

    @Test
    void replies_that_come_late_twice_or_unasked_are_counted_and_go_no_further() {
        lamp.does(order -> {});
        get("lamp", "level").then().statusCode(500);
        answer(lamp.orders().getFirst());
        metric("late");

        lamp.does(order -> {
            answer(order);
            answer(order);
        });
        get("lamp", "level").then().statusCode(200);
        metric("double");

        lamp.say("command/response/nobody-asked", "{\"level\":1}");
        metric("unexpected");
    }

    @Test
    void each_of_many_at_once_gets_its_own_reply() throws Exception {
        lamp.does(order -> lamp.say(
                "command/response/" + order.last(0),
                "{\"serial\":" + Math.abs((long) order.last(0).hashCode()) + "}"));
        try (var elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(elsewhere.submit(() -> get("lamp", "serial")));
            }
            List<String> values = new ArrayList<>();
            for (Future<Response> one : all) {
                values.add(one.get().then().statusCode(200).extract().path("event.readings[0].value"));
            }
            assertThat(values)
                    .containsExactlyInAnyOrderElementsOf(lamp.orders().stream()
                            .map(order ->
                                    Long.toString(Math.abs((long) order.last(0).hashCode())))
                            .toList());
        }
    }

    @Test
    void a_reply_that_makes_no_sense_is_told_with_what_is_wrong() {
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            lamp.does(order -> lamp.say("command/response/" + order.last(0), noise));
            get("lamp", "level").then().statusCode(500).body("message", containsString("the reply of device 'lamp'"));
        }
        for (String wrong :
                List.of("{}", "{\"level\":300}", "{\"level\":\"x\"}", "{\"other\":1}", "[1]", "7", "{\"level\":")) {
            lamp.does(order -> lamp.say("command/response/" + order.last(0), wrong));
            get("lamp", "level").then().statusCode(500).body("message", containsString("resource 'level'"));
        }
    }

    @Test
    void a_failed_assertion_is_500() {
        get("lamp", "health").then().statusCode(500).body("message", containsString("burning"));
    }

    @Test
    void a_broker_that_dies_between_request_and_reply_fails_one_command_and_no_more() {
        double taken = taken();
        lamp.does(order -> Thread.startVirtualThread(() -> {
            // Killed before it acknowledges, it has not taken the command, which is another answer.
            await("taken").atMost(SOON).until(() -> taken() > taken);
            WithBroker.broker().kill();
        }));
        try {
            get("lamp", "level").then().statusCode(500).body("message", containsString("did not reply"));
            get("lamp", "level").then().statusCode(503).body("message", containsString("not connected"));
        } finally {
            WithBroker.broker().start();
        }
        lamp.does(this::answer);

        await().atMost(Duration.ofSeconds(40)).until(() -> get("lamp", "level").statusCode() == 200);
    }

    private static Response get(String device, String command) {
        return given().get("/api/v3/device/name/" + device + "/" + command);
    }

    /** How many messages the broker has acknowledged. */
    private static double taken() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("hearth_broker_messages_sent_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void metric(String outcome) {
        await(outcome).atMost(SOON).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .body(containsString("hearth_command_replies_total{outcome=\"" + outcome + "\"")));
    }
}
