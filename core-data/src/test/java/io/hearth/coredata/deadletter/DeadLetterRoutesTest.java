package io.hearth.coredata.deadletter;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of dead letters over REST, with letters that came over a real broker into a real Redis. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class DeadLetterRoutesTest {
    private static final String API = "/core-data/api/v3/deadletter";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Bus bus;

    private final String service = unique("service");
    private final String topic = "home/" + unique("room") + "/temperature";
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
                .topicFilter(topic + "/#")
                .callback(heard::add)
                .send()
                .join();
        await().until(bus::connected);
    }

    @AfterEach
    void leave() {
        // Not when a test has killed the broker under it.
        if (listener.getState().isConnected()) {
            listener.disconnect();
        }
    }

    private static DeadLetter letter(String from, String where, String why, String payload, int size, long time) {
        String kept = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return new DeadLetter(from, where, why, "what is wrong", kept, size, time);
    }

    private void send(String reason, String payload) {
        send(letter(service, topic, reason, payload, payload.length(), now()));
    }

    private static long now() {
        return System.currentTimeMillis() * 1_000_000;
    }

    private void send(DeadLetter letter) {
        long before = count();
        bus.publishAndWait(bus.topics().deadLetters(service), EnvelopeCodec.encode(Envelope.event(letter)));
        await().atMost(SOON).until(() -> count() == before + 1);
    }

    private long count() {
        return get("/deadletter/count?service=" + service).extract().jsonPath().getLong("count");
    }

    private String newest() {
        return get("/deadletter/all?limit=1&service=" + service).extract().path("deadLetters[0].id");
    }

    private static ValidatableResponse replay(String what) {
        return given().urlEncodingEnabled(false).post(API + what).then();
    }

    private static ValidatableResponse discard(String what) {
        return given().urlEncodingEnabled(false).delete(API + what).then();
    }

    private List<String> published() {
        return heard.stream()
                .map(message -> new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void a_letter_has_an_id_by_which_it_is_read() {
        send("not-a-number", "warm");

        get("/deadletter/id/{id}", newest())
                .statusCode(200)
                .body("deadLetter.id", equalTo(newest()))
                .body("deadLetter.service", equalTo(service))
                .body("deadLetter.topic", equalTo(topic))
                .body("deadLetter.reason", equalTo("not-a-number"))
                .body("deadLetter.payload", equalTo("d2FybQ=="))
                .body("deadLetter.payloadSize", equalTo(4))
                .body("deadLetter.replayable", equalTo(true));
    }

    @Test
    void a_list_shows_the_beginning_of_a_message_and_the_letter_all_of_it() {
        send("not-json", "x".repeat(10_000));

        String shown =
                get("/deadletter/all?limit=1&service=" + service).extract().path("deadLetters[0].payload");
        assertThat(Base64.getDecoder().decode(shown)).hasSize(4096);
        String whole = get("/deadletter/id/{id}", newest()).extract().path("deadLetter.payload");
        assertThat(Base64.getDecoder().decode(whole)).hasSize(10_000);
    }

    @Test
    void letters_are_listed_newest_first_by_service_reason_and_topic_page_by_page() {
        for (int i = 0; i < 5; i++) {
            send(i % 2 == 0 ? "even" : "odd", "m" + i);
        }
        send(letter(service, topic + "/below", "odd", "m5", 2, now()));

        get("/deadletter/all?service=" + service + "&reason=odd")
                .body("totalCount", equalTo(3))
                .body("deadLetters.payload", contains("bTU=", "bTM=", "bTE="));
        get("/deadletter/all?service=" + service + "&topic=" + topic).body("totalCount", equalTo(5));
        get("/deadletter/all?service={s}&topic={t}", service, topic + "/#").body("totalCount", equalTo(6));
        get("/deadletter/all?service=" + service + "&offset=1&limit=2")
                .body("totalCount", equalTo(6))
                .body("deadLetters.payload", contains("bTQ=", "bTM="));
        get("/deadletter/all?service=" + service + "&offset=7").statusCode(416);
        get("/deadletter/all?topic={t}", "a#b").statusCode(400).body("message", containsString("topic"));
    }

    @Test
    void a_replayed_letter_is_published_where_it_came_from_and_goes_from_the_list() {
        send("not-a-number", "18.5");
        String id = newest();

        replay("/id/" + id + "/replay").statusCode(200).body("statusCode", equalTo(200));

        await().atMost(SOON).untilAsserted(() -> assertThat(published()).containsExactly("18.5"));
        assertThat(heard.getFirst().getTopic().toString()).isEqualTo(topic);
        get("/deadletter/id/{id}", id).statusCode(404);
        replay("/id/" + id + "/replay").statusCode(404);
    }

    @Test
    void a_letter_of_a_service_that_reads_it_again_itself_goes_to_it_whole_with_what_was_used() throws Exception {
        String replays = bus.topics().replays(service);
        listener.toAsync()
                .subscribeWith()
                .topicFilter(replays)
                .callback(heard::add)
                .send()
                .join();
        String payload = Base64.getEncoder().encodeToString("[1,\"x\"]".getBytes(StandardCharsets.UTF_8));
        DeadLetter letter = new DeadLetter(service, topic, "odd", "x", payload, 7, now(), "plant", "0");
        send(letter);

        replay("/id/" + newest() + "/replay").statusCode(200);

        await().atMost(SOON).until(() -> !heard.isEmpty());
        assertThat(heard.getFirst().getTopic().toString()).isEqualTo(replays);
        assertThat(EnvelopeCodec.decode(heard.getFirst().getPayloadAsBytes(), DeadLetter.class)
                        .payload())
                .isEqualTo(letter);
        assertThat(count()).isZero();
    }

    @Test
    void a_letter_that_is_asked_for_many_times_at_once_is_published_once() throws Exception {
        send("not-a-number", "1");
        String id = newest();

        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            Callable<Integer> ask =
                    () -> replay("/id/" + id + "/replay").extract().statusCode();
            List<Future<Integer>> answers =
                    many.invokeAll(Stream.generate(() -> ask).limit(24).toList());
            long done = 0;
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 404, 409);
                done += answer.get() == 200 ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        bus.publishAndWait(topic, "end".getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON).until(() -> published().contains("end"));
        assertThat(published()).containsExactly("1", "end");
    }

    @Test
    void a_letter_of_which_only_the_beginning_is_kept_cannot_be_replayed_and_says_so() {
        send(letter(service, topic, "too-large", "begin", 300_000, now()));

        replay("/id/" + newest() + "/replay")
                .statusCode(409)
                .body("message", containsString("300000 octets only the first 5"));
        assertThat(count()).isEqualTo(1);
        get("/deadletter/id/{id}", newest()).body("deadLetter.replayable", equalTo(false));
    }

    @Test
    void a_letter_without_a_topic_to_publish_to_cannot_be_replayed() {
        send(letter(service, "home/+", "odd", "1", 1, now()));
        replay("/id/" + newest() + "/replay").statusCode(409).body("message", containsString("home/+"));
    }

    @Test
    void letters_are_replayed_by_filter_oldest_first_and_those_that_cannot_be_stay() {
        send("odd", "a");
        send("even", "b");
        send("odd", "c");
        send(letter(service, topic, "odd", "begin", 300_000, now()));

        replay("/all/replay?service=" + service + "&reason=odd")
                .statusCode(200)
                .body("count", equalTo(2))
                .body("skipped", equalTo(1));

        await().atMost(SOON).untilAsserted(() -> assertThat(published()).containsExactly("a", "c"));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void without_the_bus_nothing_is_replayed_and_nothing_lost() {
        send("odd", "a");
        String id = newest();
        WithBroker.broker().kill();
        try {
            await().until(() -> !bus.connected());
            replay("/id/" + id + "/replay").statusCode(503);
            get("/deadletter/id/{id}", id).statusCode(200);
        } finally {
            WithBroker.broker().start();
        }
        await().atMost(SOON).until(bus::connected);
        replay("/id/" + id + "/replay").statusCode(200);
    }

    @Test
    void a_letter_is_thrown_away_by_its_id() {
        send("odd", "a");
        String id = newest();
        discard("/id/" + id).statusCode(200);
        get("/deadletter/id/{id}", id).statusCode(404);
        discard("/id/" + id).statusCode(404);
    }

    @Test
    void letters_are_thrown_away_by_filter_and_by_age() {
        send("odd", "a");
        send("even", "b");
        send(letter(service, topic, "even", "c", 1, now() - Duration.ofHours(2).toNanos()));

        discard("/age/" + Duration.ofHours(1).toNanos() + "?service=" + service)
                .statusCode(200)
                .body("count", equalTo(1));
        discard("/all?service=" + service + "&reason=odd").statusCode(200).body("count", equalTo(1));
        get("/deadletter/all?service=" + service).body("deadLetters.payload", contains("Yg=="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "1-x", "-", "1-1-1", "99999999999999999999-1"})
    void an_id_that_is_none_is_400(String id) {
        get("/deadletter/id/{id}", id).statusCode(400).body("message", containsString(id));
        discard("/id/" + id).statusCode(400);
        replay("/id/" + id + "/replay").statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5"})
    void an_age_that_is_none_is_400(String age) {
        discard("/age/" + age).statusCode(400).body("message", containsString(age));
    }

    @Test
    void an_unreadable_letter_is_a_letter_itself_and_holds_up_nobody() {
        DeadLetter broken = new DeadLetter(service, topic, "odd", "", "not base64!", 1, now());
        bus.publishAndWait(bus.topics().deadLetters(service), EnvelopeCodec.encode(Envelope.event(broken)));
        send("odd", "a");
        get("/deadletter/all?service=core-data&topic=edgex/dead-letters/" + service)
                .body("deadLetters", hasSize(1));
    }
}
