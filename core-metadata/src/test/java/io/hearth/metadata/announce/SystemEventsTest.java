package io.hearth.metadata.announce;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.profileRequest;
import static io.hearth.metadata.Given.put;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.codec.Json;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class SystemEventsTest {
    private static final String BASE = "edgex/system-events/core-metadata/";

    private final List<Mqtt3Publish> heard = new CopyOnWriteArrayList<>();
    private Mqtt3BlockingClient client;

    @BeforeEach
    void listen() {
        client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("listener")
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildBlocking();
        client.connect();
        client.toAsync()
                .subscribeWith()
                .topicFilter(BASE + "#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(heard::add)
                .send()
                .join();
    }

    @AfterEach
    void hang_up() {
        client.disconnect();
    }

    @Test
    void what_is_told_of_a_change_has_the_correlation_id_of_the_request_that_made_it() {
        String name = device(service(), profile());

        String answered = given().header("Content-Type", "application/json")
                .body("[{\"apiVersion\":\"v3\",\"device\":{\"name\":\"%s\",\"operatingState\":\"DOWN\"}}]"
                        .formatted(name))
                .patch("/core-metadata/api/v3/device?bypassValidation=true")
                .header("X-Correlation-ID");
        given().header("X-Correlation-ID", "of-the-removal").delete("/core-metadata/api/v3/device/name/{name}", name);

        await().until(() -> told("/device/delete/", name) != null);
        assertThat(told("/device/update/", name)).isEqualTo(answered);
        assertThat(told("/device/delete/", name)).isEqualTo("of-the-removal");
    }

    /** The correlation id of the message of this kind about the device; null when there is none. */
    private String told(String kind, String device) {
        return heard.stream()
                .filter(message -> message.getTopic().toString().contains(kind))
                .map(message -> json(message.getPayloadAsBytes()))
                .filter(message -> message.at("/payload/details/name").asText().equals(device))
                .map(message -> message.get("correlationID").asText())
                .findFirst()
                .orElse(null);
    }

    @Test
    void adding_updating_and_deleting_a_device_is_told_in_that_order() {
        String service = service();
        String profile = profile();
        String name = device(service, profile);
        patch(
                "/device?bypassValidation=true",
                "[{\"apiVersion\":\"v3\",\"device\":{\"name\":\"%s\",\"operatingState\":\"DOWN\"}}]".formatted(name));
        delete("/device/name/{n}", name);

        String level = "/" + service + "/" + profile;
        assertThat(topicsAbout("device/", level, 3))
                .containsExactly(
                        BASE + "device/add" + level, BASE + "device/update" + level, BASE + "device/delete" + level);
    }

    @Test
    void a_system_event_carries_the_whole_device_inside_an_envelope() {
        String service = service();
        String profile = profile();
        String name = device(service, profile);
        topicsAbout("device/add", service, 1);

        JsonNode envelope = body("device/add", service);
        JsonNode event = envelope.get("payload");

        assertThat(envelope.get("contentType").asText()).isEqualTo("application/json");
        assertThat(envelope.get("errorCode").asInt()).isZero();
        assertThat(event.get("type").asText()).isEqualTo("device");
        assertThat(event.get("action").asText()).isEqualTo("add");
        assertThat(event.get("source").asText()).isEqualTo("core-metadata");
        assertThat(event.get("owner").asText()).isEqualTo(service);
        assertThat(event.get("details").get("name").asText()).isEqualTo(name);
        assertThat(event.get("details").get("id").asText()).hasSize(36);
        assertThat(event.get("timestamp").asLong()).isGreaterThan(1_000_000_000_000_000_000L);
    }

    @Test
    void what_is_told_can_be_read_at_once() {
        String service = service();
        device(service, profile());

        topicsAbout("device/add", service, 1);

        get("/device/service/name/{s}", service).body("totalCount", equalTo(1));
    }

    @Test
    void a_device_that_moves_is_told_to_its_new_and_its_old_service() {
        String from = service();
        String to = service();
        String name = device(from, profile());

        patch(
                "/device?bypassValidation=true",
                "[{\"apiVersion\":\"v3\",\"device\":{\"name\":\"%s\",\"serviceName\":\"%s\"}}]".formatted(name, to));

        assertThat(topicsAbout("device/update", to, 1)).hasSize(1);
        assertThat(topicsAbout("device/update", from, 1)).hasSize(1);
    }

    @Test
    void a_profile_is_told_by_core_metadata_and_its_update_to_every_service_that_uses_it() {
        String profile = profile();
        String one = service();
        String two = service();
        device(one, profile);
        device(one, profile);
        device(two, profile);
        String gone = service();
        delete("/device/name/{n}", device(gone, profile));

        put("/deviceprofile", profileRequest(profile));

        assertThat(topicsAbout("deviceprofile/", profile, 4))
                .containsExactlyInAnyOrder(
                        BASE + "deviceprofile/add/core-metadata/" + profile,
                        BASE + "deviceprofile/update/core-metadata/" + profile,
                        BASE + "deviceprofile/update/" + one + "/" + profile,
                        BASE + "deviceprofile/update/" + two + "/" + profile);
    }

    @Test
    void names_that_would_break_a_topic_are_told_percent_encoded() {
        String service = service();
        String name = unique("a/b +#%");
        post("/deviceprofile", profileRequest(name)).body("[0].statusCode", equalTo(201));
        device(service, name);

        String encoded = name.substring(name.lastIndexOf('-') + 1);
        assertThat(topicsAbout("device/add", service, 1))
                .containsExactly(BASE + "device/add/" + service + "/a%2Fb%20%2B%23%25%2D" + encoded);
    }

    @Test
    void a_name_too_long_for_a_topic_is_400() {
        post("/deviceprofile", profileRequest("x".repeat(66_000)))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400));
    }

    @Test
    void a_profile_deleted_is_told() {
        String profile = profile();

        delete("/deviceprofile/name/{n}", profile);

        assertThat(topicsAbout("deviceprofile/delete", profile, 1))
                .containsExactly(BASE + "deviceprofile/delete/core-metadata/" + profile);
    }

    @Test
    void a_device_service_is_told_under_its_own_name() {
        String service = service();
        patch(
                "/deviceservice",
                "[{\"apiVersion\":\"v3\",\"service\":{\"name\":\"%s\",\"description\":\"x\"}}]".formatted(service));
        delete("/deviceservice/name/{n}", service);

        assertThat(topicsAbout("deviceservice/", service, 3))
                .containsExactly(
                        BASE + "deviceservice/add/" + service,
                        BASE + "deviceservice/update/" + service,
                        BASE + "deviceservice/delete/" + service);
    }

    @Test
    void what_changed_while_the_broker_was_away_is_told_when_it_is_back() {
        WithBroker.broker().kill();
        String service = service();
        WithBroker.broker().start();
        // The listener has to be back first: its session is clean, and system events are not retained.
        client.toAsync().disconnect().exceptionally(alreadyGone -> null).join();
        listen();
        String profile = profile();
        String name = device(service, profile);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> about("device/add", service).size() == 1);
        get("/device/name/{n}", name).statusCode(200);
    }

    private List<String> topicsAbout(String prefix, String part, int atLeast) {
        await().atMost(Duration.ofSeconds(10)).until(() -> about(prefix, part).size() >= atLeast);
        return about(prefix, part);
    }

    private List<String> about(String prefix, String part) {
        return heard.stream()
                .map(message -> message.getTopic().toString())
                .filter(topic -> topic.startsWith(BASE + prefix) && topic.contains(part))
                .toList();
    }

    private JsonNode body(String prefix, String part) {
        return heard.stream()
                .filter(message -> message.getTopic().toString().startsWith(BASE + prefix)
                        && message.getTopic().toString().contains(part))
                .map(message -> json(message.getPayloadAsBytes()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
