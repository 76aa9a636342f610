package io.hearth.device.convention.sparkplug;

import static io.hearth.device.convention.sparkplug.PlayedNode.data;
import static io.hearth.device.convention.sparkplug.PlayedNode.metric;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.device.Listener;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.model.MetricDataTypeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Sparkplug B with a real broker, and a node that speaks with Tahu's encoder. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithSparkplug.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SparkplugTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final PlayedNode NODE = new PlayedNode();

    private Listener mqtt;

    @BeforeEach
    void connect() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt = new Listener(
                WithBroker.broker().port(), "edgex/#", "spBv1.0/+/NCMD/+", "spBv1.0/+/DCMD/+/+", "spBv1.0/STATE/+");
    }

    @AfterEach
    void disconnect() {
        mqtt.close();
    }

    private void say(DeviceMessage... messages) {
        for (DeviceMessage message : messages) {
            mqtt.publish(message.topic(), message.payload());
        }
    }

    private DeviceMessage pumpBirth(int level) {
        return NODE.birth("pump", metric("Outputs/Level", 7L, MetricDataType.Int16, (short) level));
    }

    /** The values of a resource in events on the bus, oldest first. */
    private List<String> values(String device, String resource) {
        return mqtt.heard(message -> message.getTopic().toString().contains("/" + device + "/")).stream()
                .map(Mqtt3Publish::getPayloadAsBytes)
                .flatMap(payload -> EnvelopeCodec.decode(payload, JsonNode.class)
                        .payload()
                        .at("/event/readings")
                        .valueStream())
                .filter(reading -> reading.path("resourceName").asText().equals(resource))
                .map(reading -> reading.path("value").asText())
                .toList();
    }

    private List<JsonNode> letters() {
        return mqtt.heard(message -> message.getTopic().toString().contains("dead-letter")).stream()
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), JsonNode.class)
                        .payload())
                .toList();
    }

    private List<Metric> orders(String topic) {
        return mqtt.heard(message -> message.getTopic().toString().equals(topic)).stream()
                .flatMap(message -> metrics(message.getPayloadAsBytes()).stream())
                .toList();
    }

    private static List<Metric> metrics(byte[] payload) {
        try {
            return new SparkplugBPayloadDecoder()
                    .buildFromByteArray(payload, new MetricDataTypeMap())
                    .getMetrics();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Order(1)
    void a_node_and_its_device_are_there_heard_and_told() {
        say(NODE.nodeBirth(), pumpBirth(1), NODE.data("pump", data(7, MetricDataType.Int16, (short) -2)));

        await().atMost(SOON).until(() -> values("pump", "Outputs-Level").equals(List.of("1", "-2")));
        assertThat(values("n", "state")).containsExactly("ONLINE");
        JsonNode device = WithSparkplug.metadata.devices.get("pump");
        assertThat(device.at("/protocols/sparkplug/id").asText()).isEqualTo("g/n/pump");

        given().contentType("application/json")
                .body("{\"Outputs-Level\":-5}")
                .put("/api/v3/device/name/pump/Outputs-Level")
                .then()
                .statusCode(200);

        await().atMost(SOON).until(() -> !orders("spBv1.0/g/DCMD/n/pump").isEmpty());
        Metric told = orders("spBv1.0/g/DCMD/n/pump").getFirst();
        assertThat(told.getAlias()).isEqualTo(7);
        assertThat(told.getDataType()).isEqualTo(MetricDataType.Int16);
        assertThat(told.getValue()).isEqualTo((short) -5);

        given().contentType("application/json")
                .body("{\"Outputs-Level\":40000}")
                .put("/api/v3/device/name/pump/Outputs-Level")
                .then()
                .statusCode(400);
    }

    @Test
    @Order(2)
    void after_a_gap_the_node_is_asked_for_its_birth_and_nothing_is_lost() {
        long before = lastSeen("pump");
        say(NODE.loses().data("pump", data(7, MetricDataType.Int16, (short) 3)));

        await().atMost(SOON).until(() -> !orders("spBv1.0/g/NCMD/n").isEmpty());
        Metric asked = orders("spBv1.0/g/NCMD/n").getFirst();
        assertThat(asked.getName()).isEqualTo("Node Control/Rebirth");
        assertThat(asked.getValue()).isEqualTo(true);
        assertThat(values("pump", "Outputs-Level")).isEmpty();
        assertThat(lastSeen("pump"))
                .as("it speaks, though it is not understood yet")
                .isGreaterThan(before);

        say(NODE.nodeBirth(), pumpBirth(4));
        await().atMost(SOON).until(() -> values("pump", "Outputs-Level").containsAll(List.of("3", "4")));
    }

    @Test
    @Order(3)
    void what_is_malformed_is_put_aside_as_it_came_and_stops_nothing_behind_it() {
        mqtt.publish("spBv1.0/g/NDATA/n", new byte[] {7, 7, 7});
        say(NODE.data("pump", data(7, MetricDataType.Int16, (short) 6)));

        await().atMost(SOON).until(() -> values("pump", "Outputs-Level").contains("6"));
        List<JsonNode> letters = letters();
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().path("reason").asText()).isEqualTo("not-understood");
        assertThat(letters.getFirst().path("payload").asText()).isEqualTo("BwcH");
    }

    @Test
    @Order(4)
    void the_primary_host_is_online_and_says_so_again_when_an_old_will_says_otherwise() throws Exception {
        await().atMost(SOON).until(() -> !states().isEmpty());
        assertThat(states().getLast().path("online").asBoolean()).isTrue();
        long at = states().getLast().path("timestamp").asLong();
        assertThat(at).isPositive();

        mqtt.publishRetained("spBv1.0/STATE/hearth", "{\"online\":false,\"timestamp\":1}");
        await().atMost(SOON).until(() -> states().size() >= 3);
        assertThat(states().getLast().path("online").asBoolean()).isTrue();
        assertThat(states().getLast().path("timestamp").asLong()).isEqualTo(at);

        WithBroker.broker().stop();
        WithBroker.broker().start();
        await().atMost(SOON).until(() -> states().getLast().path("timestamp").asLong() > at);
        assertThat(states().getLast().path("online").asBoolean()).isTrue();
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    private static long lastSeen(String device) {
        return given().get("/api/v3/online/device/name/" + device).path("device.lastSeen");
    }

    private List<JsonNode> states() {
        return mqtt.payloads("spBv1.0/STATE/hearth").stream()
                .map(SparkplugTest::json)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Order(5)
    void the_will_of_a_node_takes_it_and_its_device_off() {
        say(NODE.nodeDeath());

        await().atMost(SOON).until(() -> values("pump", "state").contains("OFFLINE"));
        for (String device : List.of("n", "pump")) {
            await().atMost(SOON).until(() -> WithSparkplug.metadata
                    .devices
                    .get(device)
                    .path("operatingState")
                    .asText()
                    .equals("DOWN"));
        }
        say(NODE.reconnects().nodeBirth(), pumpBirth(8));
        await().atMost(SOON).until(() -> WithSparkplug.metadata
                .devices
                .get("pump")
                .path("operatingState")
                .asText()
                .equals("UP"));
    }

    @Test
    @Order(6)
    void after_a_reconnect_the_nodes_are_asked_for_their_births_and_the_host_tells_of_itself_anew() throws Exception {
        say(NODE.nodeBirth(), pumpBirth(10));
        await().atMost(SOON).until(() -> values("pump", "Outputs-Level").contains("10") && !states().isEmpty());
        assertThat(orders("spBv1.0/g/NCMD/n")).isEmpty();
        long at = states().getLast().path("timestamp").asLong();

        // Of a life that has ended, with the births of the next one unheard.
        DeviceMessage death = NODE.nodeDeath();
        NODE.reconnects().nodeBirth();
        try (Socket other = takenOver()) {
            say(death);
            assertThat(other.isConnected()).isTrue();
        }
        await().atMost(SOON).until(() -> values("pump", "state").equals(List.of("ONLINE", "OFFLINE")));
        await().atMost(SOON).until(() -> !orders("spBv1.0/g/NCMD/n").isEmpty());
        say(NODE.nodeBirth(), pumpBirth(9));
        await().atMost(SOON).until(() -> values("pump", "state").equals(List.of("ONLINE", "OFFLINE", "ONLINE")));
        assertThat(states()).anyMatch(state -> !state.path("online").asBoolean());
        await().atMost(SOON).until(() -> states().getLast().path("online").asBoolean());
        assertThat(states().getLast().path("timestamp").asLong()).isGreaterThan(at);
    }

    @Test
    @Order(7)
    void what_waits_for_a_birth_is_delivered_once_and_keeps_nobody_s_acknowledgement_back() throws Exception {
        say(NODE.loses().data("pump", data(7, MetricDataType.Int16, (short) 12)));
        await().atMost(SOON).until(() -> !orders("spBv1.0/g/NCMD/n").isEmpty() && !states().isEmpty());
        long at = states().getLast().path("timestamp").asLong();
        takenOver().close();
        // The next connection of the host may be there before the last one has taken its leave.
        await().atMost(SOON)
                .until(() -> states().getLast().path("online").asBoolean()
                        && states().getLast().path("timestamp").asLong() > at);

        say(NODE.nodeBirth(), pumpBirth(13));
        await().atMost(SOON).until(() -> values("pump", "Outputs-Level").contains("13"));
        // With QoS 1 it would have come again, unacknowledged as it was.
        assertThat(values("pump", "Outputs-Level")).containsOnlyOnce("12");
    }

    /** Somebody else has the service's session: it is disconnected, and comes back. */
    private static Socket takenOver() throws IOException {
        byte[] id = "device-mqtt-devices".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream connect = new ByteArrayOutputStream();
        connect.writeBytes(new byte[] {0x10, (byte) (12 + id.length), 0, 4, 'M', 'Q', 'T', 'T', 4, 0, 0, 60, 0});
        connect.write(id.length);
        connect.writeBytes(id);
        Socket socket = new Socket("127.0.0.1", WithBroker.broker().port());
        socket.getOutputStream().write(connect.toByteArray());
        new DataInputStream(socket.getInputStream()).readFully(new byte[4]);
        return socket;
    }

    @Test
    @Order(8)
    void what_a_device_says_that_a_person_gave_another_profile_is_read_by_that_at_once() {
        ObjectNode mine = WithSparkplug.metadata.profiles.get("sparkplug.pump").deepCopy();
        for (JsonNode resource : mine.path("deviceResources")) {
            if (resource.path("name").asText().equals("Outputs-Level")) {
                ((ObjectNode) resource).put("name", "Level");
            }
        }
        WithSparkplug.metadata.profiles.put("mine", mine.put("name", "mine"));
        ObjectNode pump = WithSparkplug.metadata.devices.get("pump").deepCopy();
        WithSparkplug.metadata.devices.put("pump", pump.put("profileName", "mine"));
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/device/name/pump/Level").statusCode() != 404);

        say(
                NODE.nodeBirth(),
                NODE.birth(
                        "pump",
                        metric("Outputs/Level", 7L, MetricDataType.Int16, (short) 21),
                        metric("Outputs/New", 8L, MetricDataType.Int16, (short) 1)));
        await().atMost(SOON).until(() -> values("pump", "Level").contains("21"));
    }

    @Test
    @Order(9)
    void a_node_whose_death_is_lost_is_down_when_its_silence_is_over_and_up_with_its_next_birth() {
        ObjectNode node = WithSparkplug.metadata.devices.get("n").deepCopy();
        ((ObjectNode) node.path("protocols")).putObject("mqtt").put("silence", "2s");
        WithSparkplug.metadata.devices.put("n", node);
        say(NODE.nodeBirth());

        await().atMost(SOON).until(() -> state("n").equals("DOWN"));
        assertThat(values("n", "state")).containsOnly("ONLINE");
        assertThat(state("pump")).isEqualTo("UP");

        say(NODE.reconnects().nodeBirth());
        await().atMost(SOON).until(() -> state("n").equals("UP"));
        assertThat(WithSparkplug.metadata
                        .devices
                        .get("n")
                        .at("/protocols/mqtt/silence")
                        .asText())
                .isEqualTo("2s");
    }

    private static String state(String device) {
        return WithSparkplug.metadata.devices.get(device).path("operatingState").asText();
    }
}
