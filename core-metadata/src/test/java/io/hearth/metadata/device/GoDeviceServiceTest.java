package io.hearth.metadata.device;

import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.profileRequest;
import static io.hearth.metadata.Given.unique;
import static io.hearth.metadata.Given.watcherRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.codec.Json;
import io.hearth.metadata.Given;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Go device service of EdgeX 4 that starts with a profile and a device of its own, call by call (EdgeX message bus,
 * running a Go device service): a client of its own for HTTP and MQTT, clean session, QoS 0, and nothing of ours in between.
 */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class GoDeviceServiceTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TestHTTPResource
    URI metadata;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String service = unique("device-virtual");
    private final String profile = unique("Random-Integer");
    private final List<String> devices = List.of(unique("Random-1"), unique("Random-2"), unique("Random-3"));
    private final String watcher = unique("Simple-Provision-Watcher");
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    /** What the service knows of its devices, from system events alone; per device the status of the GET of its profile. */
    private final Map<String, Integer> cache = new ConcurrentHashMap<>();

    private Mqtt3AsyncClient bus;
    private PlayedService validation;

    @BeforeEach
    void connect() {
        bus = MqttClient.builder()
                .useMqttVersion3()
                .identifier(service)
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildAsync();
        bus.connectWith().cleanSession(true).send().join();
        subscribe("edgex/device/command/request/" + service + "/#");
        subscribe("edgex/system-events/core-metadata/+/+/" + service + "/#");
        subscribe("edgex/system-events/core-metadata/deviceprofile/delete/#");
        validation = PlayedService.takingAll(service);
    }

    @AfterEach
    void disconnect() {
        validation.close();
        bus.disconnect().join();
    }

    private void subscribe(String filter) {
        bus.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_MOST_ONCE)
                .callback(this::systemEvent)
                .send()
                .join();
    }

    /** As the SDK does: the device goes into the cache, and its profile is fetched at once. */
    private void systemEvent(Mqtt3Publish message) {
        JsonNode event = json(message.getPayloadAsBytes()).path("payload");
        events.add(event);
        if (event.path("type").asText().equals("device")) {
            JsonNode device = event.path("details");
            cache.put(
                    device.path("name").asText(),
                    call(
                                    "GET",
                                    "/deviceprofile/name/"
                                            + device.path("profileName").asText(),
                                    null)
                            .status());
        }
    }

    @Test
    void it_registers_itself_its_profile_and_its_devices_and_learns_of_them_by_system_events() {
        await().atMost(SOON).until(() -> call("GET", "/ping", null).status() == 200);

        Answer none = call("GET", "/device/service/name/" + service + "?offset=0&limit=-1", null);
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.body().path("devices").isArray()).isTrue();
        assertThat(none.body().path("devices")).isEmpty();
        Answer watchers = call("GET", "/provisionwatcher/service/name/" + service + "?offset=0&limit=-1", null);
        assertThat(watchers.status()).isEqualTo(200);
        assertThat(watchers.body().path("provisionWatchers").isArray()).isTrue();

        Answer self = call("GET", "/deviceservice/name/" + service, null);
        assertThat(self.status()).isEqualTo(404);
        assertThat(self.body().path("message").asText()).isNotEmpty();
        JsonNode added = one(call("POST", "/deviceservice", Given.serviceRequest(service)));
        assertThat(added.path("statusCode").asInt()).isEqualTo(201);
        assertThat(added.path("id").asText()).hasSize(36);

        assertThat(call("GET", "/deviceprofile/name/" + profile, null).status()).isGreaterThan(207);
        assertThat(one(call("POST", "/deviceprofile", profileRequest(profile)))
                        .path("statusCode")
                        .asInt())
                .isEqualTo(201);
        assertNothingToDo(call("PUT", "/deviceprofile", "null"));

        Answer posted = call("POST", "/device", deviceRequests());
        assertThat(posted.status()).isEqualTo(207);
        assertThat(posted.body().findValuesAsText("statusCode")).containsExactly("201", "201", "201");
        assertNothingToDo(call("PATCH", "/device", "null"));

        assertThat(validation.asked())
                .extracting(request -> request.payload().device().name())
                .containsExactlyInAnyOrderElementsOf(devices);
        assertThat(validation.received()).allSatisfy(GoDeviceServiceTest::assertAnswerable);

        Answer watcher = call("POST", "/provisionwatcher", watcherRequest(this.watcher, service, profile));
        assertThat(one(watcher).path("statusCode").asInt()).isEqualTo(201);
        assertNothingToDo(call("PATCH", "/provisionwatcher", "null"));

        await().atMost(SOON).until(() -> cache.keySet().containsAll(devices));
        assertThat(cache.values()).containsOnly(200);
        await().atMost(SOON).until(() -> eventsOf("provisionwatcher").size() == 1);
        assertThat(eventsOf("provisionwatcher").getFirst().at("/details/name").asText())
                .isEqualTo(this.watcher);
        assertThat(eventsOf("deviceservice")).hasSize(1);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("apiVersion").asText()).isEqualTo("v3");
            assertThat(event.path("action").asText()).isEqualTo("add");
            assertThat(event.path("source").asText()).isEqualTo("core-metadata");
            assertThat(event.path("owner").asText()).isEqualTo(service);
            assertThat(event.path("timestamp").asLong()).isPositive();
            assertThat(event.path("tags").isNull() || event.path("tags").isMissingNode())
                    .isTrue();
        });
    }

    @Test
    void it_starts_again_and_is_answered_that_everything_is_there() {
        it_registers_itself_its_profile_and_its_devices_and_learns_of_them_by_system_events();

        Answer mine = call("GET", "/device/service/name/" + service + "?offset=0&limit=-1", null);
        assertThat(mine.body().path("devices").findValuesAsText("name")).containsExactlyElementsOf(devices);
        assertThat(call("GET", "/deviceprofile/name/" + profile, null).status()).isEqualTo(200);
        assertThat(call("GET", "/deviceservice/name/" + service, null).status()).isEqualTo(200);
        String self = """
                [{"apiVersion":"v3","requestId":"","service":{"id":null,"name":"%s","baseAddress":"http://localhost:59900",
                  "labels":[],"description":"","adminState":"UNLOCKED"}}]""".formatted(service);
        assertThat(one(call("PATCH", "/deviceservice", self)).path("statusCode").asInt())
                .isEqualTo(200);
        // Profiles and devices that are there are not sent again, what is left is a list of nothing.
        assertNothingToDo(call("POST", "/deviceprofile", "null"));
        assertNothingToDo(call("PUT", "/deviceprofile", "null"));
        assertNothingToDo(call("POST", "/device", "null"));
        assertNothingToDo(call("PATCH", "/device", "null"));
        assertThat(call("GET", "/provisionwatcher/service/name/" + service + "?offset=0&limit=-1", null)
                        .body()
                        .path("provisionWatchers")
                        .findValuesAsText("name"))
                .contains(watcher);
        assertNothingToDo(call("POST", "/provisionwatcher", "null"));
        assertNothingToDo(call("PATCH", "/provisionwatcher", "null"));
        // Two instances that start at once: the second is told 409, which the SDK takes for well.
        assertThat(call("POST", "/device", deviceRequests()).body().findValuesAsText("statusCode"))
                .containsOnly("409");
    }

    @Test
    void later_it_tells_that_a_device_is_down_and_adds_one_that_it_discovered_without_being_asked() {
        it_registers_itself_its_profile_and_its_devices_and_learns_of_them_by_system_events();
        int asked = validation.asked().size();
        String down = """
                [{"apiVersion":"v3","device":{"id":null,"name":"%s","operatingState":"DOWN"}}]""".formatted(devices.getFirst());
        assertThat(one(call("PATCH", "/device?bypassValidation=true", down))
                        .path("statusCode")
                        .asInt())
                .isEqualTo(200);
        String found = unique("Discovered");
        assertThat(one(call("POST", "/device?bypassValidation=true", deviceRequest(found, service, profile)))
                        .path("statusCode")
                        .asInt())
                .isEqualTo(201);

        await().atMost(SOON).until(() -> cache.containsKey(found));
        await().atMost(SOON).until(() -> events.stream()
                .anyMatch(event -> event.path("action").asText().equals("update")
                        && event.path("details").path("operatingState").asText().equals("DOWN")));
        assertThat(validation.asked()).hasSize(asked);
    }

    private List<JsonNode> eventsOf(String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }

    /** What the SDK wants of a request before it answers: both ids are UUIDs, and the payload is JSON in line. */
    private static void assertAnswerable(Mqtt3Publish request) {
        JsonNode envelope = json(request.getPayloadAsBytes());
        assertThat(request.isRetain()).isFalse();
        assertThat(envelope.path("apiVersion").asText()).isEqualTo("v3");
        assertThat(UUID.fromString(envelope.path("requestID").asText())).isNotNull();
        assertThat(UUID.fromString(envelope.path("correlationID").asText())).isNotNull();
        assertThat(envelope.path("errorCode").asInt()).isZero();
        assertThat(envelope.path("contentType").asText()).isEqualTo("application/json");
        assertThat(envelope.at("/payload/apiVersion").asText()).isEqualTo("v3");
        assertThat(envelope.at("/payload/device/name").asText()).isNotEmpty();
    }

    private String deviceRequests() {
        return Given.together(devices.stream()
                .map(name -> deviceRequest(name, service, profile, Given.autoEvent("current")))
                .toArray(String[]::new));
    }

    private static void assertNothingToDo(Answer answer) {
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.body().isNull()).isTrue();
    }

    private static JsonNode one(Answer answer) {
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.body()).hasSize(1);
        return answer.body().get(0);
    }

    private record Answer(int status, JsonNode body) {}

    private Answer call(String method, String path, String body) {
        String correlation = UUID.randomUUID().toString();
        try {
            HttpRequest request = HttpRequest.newBuilder(metadata.resolve("/api/v3" + path))
                    .header("Content-Type", "application/json")
                    .header("X-Correlation-ID", correlation)
                    .header("Authorization", "Bearer ")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(response.headers().firstValue("X-Correlation-ID")).hasValue(correlation);
            return new Answer(response.statusCode(), json(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
