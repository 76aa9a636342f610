package io.hearth.device.online;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.FakeDevice;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is online (docs/devices.md), with a real broker. */
@QuarkusTest
@TestProfile(OnlineTest.Watchful.class)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class OnlineTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int KEEP_ALIVE = 2;
    /** mosquitto looks once in 5 s, and counts whole ones; the rest is for a machine with much else to do. */
    private static final Duration ONE_AND_A_HALF_KEEP_ALIVES = Duration.ofMillis(KEEP_ALIVE * 1500 + 6500 + 10_000);

    private static final String BOARD = """
            name: board
            deviceResources:
              - name: status
                attributes: { topic: "hexaboard/{device}/status", online: online, offline: [offline, lost] }
                properties: { valueType: String, readWrite: R }
              - name: temperature
                attributes: { topic: "hexaboard/{device}/sensor/{resource}" }
                properties: { valueType: Float64, readWrite: R }
              - name: led
                attributes: { commandTopic: "hexaboard/{device}/command" }
                properties: { valueType: Bool, readWrite: W }
            """;

    private static final String METER = """
            name: meter
            deviceResources:
              - name: level
                properties: { valueType: Int32, readWrite: R }
              - name: status
                attributes: { topic: "meter/{device}/status", online: online, offline: offline }
                properties: { valueType: String, readWrite: R }
            """;

    private static final String ROBOT = """
            name: robot
            deviceResources:
              - name: arm
                attributes: { commandTopic: "robot/{device}/do/{correlation}", key: "", replyTopic: "robot/{device}/done/{correlation}", replyTimeout: 10000 }
                properties: { valueType: Int32, readWrite: W }
              - name: load
                attributes: { topic: "robot/{device}/load", pointer: /kg, onNull: leave-out }
                properties: { valueType: Int32, readWrite: R }
            """;

    /** core-metadata is read often, in place of its system events. */
    public static final class Watchful implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hearth.device.refresh-interval",
                    "100ms",
                    "hearth.device.reply.timeout",
                    "400ms",
                    "hearth.device.mqtt.connected-topic",
                    "broker/clients/{client}/connected",
                    "hearth.device.mqtt.disconnected-topic",
                    "broker/clients/{client}/disconnected");
        }
    }

    @BeforeEach
    void boards() {
        WithMetadata.keepStates();
        for (String yaml : new String[] {BOARD, METER, ROBOT}) {
            WithMetadata.PROFILES.put(Samples.profile(yaml).name(), Samples.profile(yaml));
        }
        for (String name : new String[] {
            "A", "B", "C", "D", "E", "quiet", "flapping", "meter", "mute", "dead", "robot", "client", "named"
        }) {
            if (WithMetadata.DEVICES.stream().noneMatch(device -> device.name().equals(name))) {
                Map<String, Object> settings =
                        switch (name) {
                            case "quiet" -> Map.of("silence", "1s");
                            case "meter" -> Map.of("silence", "2s", "CommandTopic", "ask/meter");
                            case "dead" -> Map.of("silence", "1s", "CommandTopic", "ask/dead");
                            case "mute" -> Map.of("CommandTopic", "ask/mute");
                            case "named" -> Map.of("clientId", "meter-4711");
                            case "client" -> Map.of("clientId", "client");
                            case "C" -> Map.of("status.online", "1", "status.offline", 0);
                            default -> Map.of();
                        };
                WithMetadata.DEVICES.add(
                        switch (name) {
                            case "dead" -> polled(Samples.device(name, "meter", settings), OperatingState.DOWN);
                            case "meter", "mute" -> polled(Samples.device(name, "meter", settings), OperatingState.UP);
                            case "robot" -> Samples.device(name, "robot", settings);
                            default -> Samples.device(name, "board", settings);
                        });
            }
        }
        await("ready")
                .atMost(SOON)
                .until(() -> given().get("/api/v3/online/device/name/named").statusCode() == 200
                        && given().get("/q/health/ready").statusCode() == 200);
    }

    private static OperatingState state(String name) {
        return WithMetadata.DEVICES.stream()
                .filter(device -> device.name().equals(name))
                .map(Device::operatingState)
                .findFirst()
                .orElseThrow();
    }

    private static long told(String name) {
        return WithMetadata.CHANGES.stream()
                .filter(change -> change.contains("\"" + name + "\""))
                .count();
    }

    private static void publish(String topic, String payload) {
        try (Listener mqtt = new Listener(WithBroker.broker().port())) {
            mqtt.publish(topic, payload);
        }
    }

    private static void becomes(String name, OperatingState state) {
        await(name + " " + state).atMost(SOON).until(() -> state(name) == state);
    }

    private static int switchLed(String name) {
        return given().contentType("application/json")
                .body("{\"led\":true}")
                .put("/api/v3/device/name/" + name + "/led")
                .statusCode();
    }

    @Test
    void a_board_whose_power_is_cut_is_down_within_one_and_a_half_keep_alives_and_a_late_subscriber_is_told_at_once()
            throws Exception {
        int port = WithBroker.broker().port();
        try (Listener bus = new Listener(port, "edgex/events/device/device-mqtt/board/A/status");
                Board board = Board.powered(port, "hexaboard/A/status", KEEP_ALIVE)) {
            // Nothing more comes of it, and its socket stays open.
            await("offline").atMost(ONE_AND_A_HALF_KEEP_ALIVES).until(() -> state("A") == OperatingState.DOWN);
            await("each status is a reading as any other")
                    .atMost(SOON)
                    .until(() -> bus.payloads("edgex/events/device/device-mqtt/board/A/status")
                                    .size()
                            == 2);
        }
        try (Listener late = new Listener(port, "hexaboard/A/status")) {
            await().atMost(SOON).until(() -> late.payloads("hexaboard/A/status").equals(List.of("offline")));
        }
        given().get("/api/v3/online/device/name/A")
                .then()
                .body("device.status", is("offline"))
                .body("device.offline", is("status"));
        given().get("/api/v3/online/offline/all").then().body("devices.deviceName", hasItem("A"));
        try (Board again = Board.powered(port, "hexaboard/A/status", 60)) {
            becomes("A", OperatingState.UP);
        }
    }

    @Test
    void a_device_that_is_down_is_not_commanded_and_as_soon_as_it_says_that_it_is_online_it_is() {
        publish("hexaboard/B/status", "lost");
        becomes("B", OperatingState.DOWN);
        await().atMost(SOON).until(() -> switchLed("B") == 423);
        publish("hexaboard/B/status", "online");
        await().atMost(SOON).until(() -> switchLed("B") == 200);
    }

    @Test
    void one_that_a_person_set_down_stays_down() {
        WithMetadata.operatingState("D", OperatingState.DOWN);
        await().atMost(SOON).until(() -> switchLed("D") == 423);
        publish("hexaboard/D/status", "offline");
        publish("hexaboard/D/status", "online");
        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> state("D") == OperatingState.DOWN);
        assertThat(told("D")).isZero();
    }

    @Test
    void a_device_may_have_other_words() {
        publish("hexaboard/C/status", "offline");
        publish("hexaboard/C/status", "0");
        becomes("C", OperatingState.DOWN);
        publish("hexaboard/C/status", "1");
        becomes("C", OperatingState.UP);
    }

    @Test
    void one_of_which_nothing_comes_for_its_time_is_down_until_the_next_message() {
        becomes("quiet", OperatingState.DOWN);
        given().get("/api/v3/online/device/name/quiet").then().body("device.offline", is("silence"));
        // Its time is short: it may be over again before the state is seen.
        await("quiet UP").atMost(SOON).until(() -> {
            publish("hexaboard/quiet/sensor/temperature", "20");
            return state("quiet") == OperatingState.UP;
        });
    }

    @Test
    void one_that_flaps_is_told_of_a_few_times_and_as_it_is_in_the_end() {
        long start = System.nanoTime();
        try (Listener mqtt = new Listener(WithBroker.broker().port())) {
            for (int i = 0; i < 300; i++) {
                mqtt.publish("hexaboard/flapping/status", i % 2 == 0 ? "online" : "offline");
            }
        }
        becomes("flapping", OperatingState.DOWN);
        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> state("flapping") == OperatingState.DOWN);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
        assertThat(told("flapping")).isLessThanOrEqualTo(2 * seconds + 1);
    }

    private static Device polled(Device device, OperatingState state) {
        return with(device, state, List.of(new AutoEvent("200ms", false, 0, "level", null)));
    }

    private static Device with(Device device, OperatingState state, List<AutoEvent> autoEvents) {
        return new Device(
                null,
                System.currentTimeMillis(),
                "",
                device.name(),
                "",
                "",
                device.adminState(),
                state,
                List.of(),
                null,
                device.serviceName(),
                device.profileName(),
                autoEvents,
                device.protocols(),
                Map.of(),
                Map.of());
    }

    private static FakeDevice meter(String name) {
        return new FakeDevice(WithBroker.broker().port(), "ask/" + name + "/#");
    }

    private static void answers(FakeDevice meter) {
        meter.does(order -> meter.say("command/response/" + order.last(0), "{\"level\":7}"));
    }

    @Test
    void one_that_is_only_asked_lives_by_its_answers_and_is_asked_on_when_it_is_silent_until_it_answers_again() {
        try (FakeDevice meter = meter("meter")) {
            becomes("meter", OperatingState.DOWN);
            int asked = meter.orders().size();
            await("asked although it is DOWN")
                    .atMost(SOON)
                    .until(() -> meter.orders().size() > asked + 2);
            answers(meter);
            becomes("meter", OperatingState.UP);
            long told = told("meter");
            await().during(Duration.ofMillis(2500)).atMost(SOON).until(() -> state("meter") == OperatingState.UP);
            assertThat(told("meter")).isEqualTo(told);
        }
    }

    @Test
    void one_that_a_person_or_its_status_set_down_is_not_asked() {
        publish("meter/mute/status", "offline");
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/device/name/mute/level").statusCode() == 423);
        try (FakeDevice dead = meter("dead");
                FakeDevice mute = meter("mute")) {
            // What was on its way when it was set down may still come.
            await("not asked").atMost(SOON).until(() -> {
                int before = mute.orders().size();
                await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
                return mute.orders().size() == before;
            });
            assertThat(dead.orders()).isEmpty();
        }
        assertThat(told("dead")).isZero();
    }

    @Test
    void a_reply_on_its_own_topic_is_a_sign_of_life_and_so_is_a_message_without_a_value() {
        assertThat(lastSeen("robot")).isNull();
        try (FakeDevice robot = new FakeDevice(WithBroker.broker().port(), "robot/robot/do/#")) {
            robot.does(order -> robot.say("robot/robot/done/" + order.last(0), "OK"));
            given().contentType("application/json")
                    .body("{\"arm\":3}")
                    .put("/api/v3/device/name/robot/arm")
                    .then()
                    .statusCode(200);
            await().atMost(SOON).until(() -> lastSeen("robot") != null);
            long replied = lastSeen("robot");
            robot.say("robot/robot/load", "{\"kg\":null}");
            await().atMost(SOON).until(() -> lastSeen("robot") > replied);
        }
    }

    @Test
    void the_broker_s_word_that_a_client_is_gone_sets_its_devices_down_until_it_is_connected_again() {
        publish("broker/clients/client/disconnected", "");
        publish("broker/clients/meter-4711/disconnected", "");
        publish("broker/clients/named/disconnected", "");
        publish("broker/clients/E/disconnected", "");
        becomes("client", OperatingState.DOWN);
        becomes("named", OperatingState.DOWN);
        given().get("/api/v3/online/device/name/client").then().body("device.offline", is("broker"));
        publish("broker/clients/named/connected", "");
        publish("broker/clients/client/connected", "");
        becomes("client", OperatingState.UP);
        assertThat(state("named")).isEqualTo(OperatingState.DOWN);
        // It does not say which client it is.
        assertThat(state("E")).isEqualTo(OperatingState.UP);
        publish("broker/clients/meter-4711/connected", "");
        becomes("named", OperatingState.UP);

        publish("broker/clients/client/disconnected", "");
        becomes("client", OperatingState.DOWN);
        // Nobody will tell that it is connected: it says no more which client it is.
        WithMetadata.DEVICES.replaceAll(device -> device.name().equals("client")
                ? with(Samples.device("client", "board", Map.of()), OperatingState.DOWN, List.of())
                : device);
        becomes("client", OperatingState.UP);
    }

    private static Long lastSeen(String name) {
        return given().get("/api/v3/online/device/name/" + name).path("device.lastSeen");
    }
}
