package io.hearth.metadata.keeper;

import static io.hearth.metadata.keeper.Keeper.delete;
import static io.hearth.metadata.keeper.Keeper.get;
import static io.hearth.metadata.keeper.Keeper.store;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.codec.Json;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a PUT to core-keeper over broker and REST into a service that runs; real parts all the way. */
@QuarkusTest
@TestProfile(LiveSettingsTest.WithOwnKeeper.class)
@QuarkusTestResource(value = WithRedis.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
class LiveSettingsTest {
    private static final String METADATA = "edgex/v4/core-metadata";
    private static final String MAX = METADATA + "/Service/MaxResultCount";
    /** Long enough for a machine with much else to do; that it takes less than a second is a test of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Both doors at ports that are known before the start: the metrics of a known and an unknown one do not go together. */
    public static final class WithOwnKeeper implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try (ServerSocket one = new ServerSocket(0);
                    ServerSocket another = new ServerSocket(0)) {
                String port = Integer.toString(one.getLocalPort());
                return Map.of(
                        "quarkus.http.test-port",
                        Integer.toString(another.getLocalPort()),
                        "hearth.metadata.port",
                        Integer.toString(another.getLocalPort()),
                        "hearth.metadata.keeper.port",
                        port,
                        "hearth.keeper.enabled",
                        "true",
                        "hearth.keeper.url",
                        "http://127.0.0.1:" + port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final List<Mqtt3Publish> heard = new CopyOnWriteArrayList<>();
    private Mqtt3BlockingClient listener;

    @BeforeEach
    void listen() {
        listener = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildBlocking();
        listener.connect();
        listener.toAsync()
                .subscribeWith()
                .topicFilter("edgex/#")
                .callback(heard::add)
                .send()
                .join();
    }

    @AfterEach
    void leave() {
        listener.disconnect();
        delete("/kvs/key/edgex/v4?prefixMatch=true");
        bounded(1024);
    }

    private static void bounded(int most) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            when().get("/api/v3/device/all?limit=" + most).then().statusCode(200);
            when().get("/api/v3/device/all?limit=" + (most + 1)).then().statusCode(400);
        });
    }

    @Test
    void a_put_changes_the_longest_list_of_a_running_service() {
        store(MAX, "7").statusCode(200);
        bounded(7);
        store(MAX, "\"50000\"").statusCode(200);
        bounded(50_000);
    }

    @Test
    void that_takes_less_than_a_second() {
        long best = Long.MAX_VALUE;
        for (int most = 30; most < 40; most++) {
            store(MAX, Integer.toString(most)).statusCode(200);
            long from = System.nanoTime();
            bounded(most);
            best = Math.min(best, System.nanoTime() - from);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_put_of_a_whole_section_is_in_force_too() {
        store(METADATA + "/Service?flatten=true", "{\"MaxResultCount\":5,\"Unknown\":true}");
        bounded(5);
        store(METADATA + "/Service", "{\"MaxResultCount\":\"6\"}");
        bounded(6);
    }

    @Test
    void each_service_of_a_process_has_its_own_bound() {
        store("edgex/v4/core-keeper/Service/MaxResultCount", "2");
        store(MAX, "3");
        bounded(3);
        when().get("/core-keeper/api/v3/config").then().body("config.Service.MaxResultCount", equalTo(2));
        when().get("/api/v3/config").then().body("config.Service.MaxResultCount", equalTo(3));
    }

    @Test
    void a_change_is_told_on_the_bus_under_its_key() {
        store(METADATA + "/Writable/LogLevel", "\"DEBUG\"");
        delete("/kvs/key/" + METADATA + "/Writable/LogLevel");

        String topic = "edgex/" + METADATA + "/Writable/LogLevel";
        await().until(() -> told(topic).size() == 2);
        JsonNode envelope = told(topic).getFirst();
        assertThat(envelope.get("contentType").asText()).isEqualTo("application/json");
        assertThat(envelope.get("payload").get("key").asText()).isEqualTo(METADATA + "/Writable/LogLevel");
        assertThat(envelope.get("payload").get("value").asText()).isEqualTo("DEBUG");
        assertThat(told(topic).getLast().get("payload").has("value")).isFalse();
        await().until(() ->
                told("edgex/configs/" + METADATA + "/Writable/LogLevel").size() == 2);
    }

    @Test
    void a_change_made_while_the_broker_is_away_is_in_force_once_it_is_back() {
        WithBroker.broker().kill();
        store(MAX, "4").statusCode(200);
        WithBroker.broker().start();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> when().get("/api/v3/device/all?limit=5").then().statusCode(400));
        listen();
    }

    @Test
    void the_services_of_the_process_are_in_the_registry_and_up() {
        await().atMost(PATIENCE).untilAsserted(() -> get("/registry/all")
                .body("registrations.serviceId", hasItems("core-metadata", "core-keeper"))
                .body("registrations.find { it.serviceId == 'core-metadata' }.status", equalTo("UP")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> get("/registry/serviceId/core-keeper").body("registration.status", equalTo("UP")));
    }

    private List<JsonNode> told(String topic) {
        return heard.stream()
                .filter(message -> message.getTopic().toString().equals(topic))
                .map(message -> {
                    try {
                        return Json.read(message.getPayloadAsBytes(), JsonNode.class);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
