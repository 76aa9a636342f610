package io.hearth.command.external;

import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.command.Asker;
import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class ExternalRequestsTest {
    private static final String OFF = "{\"mode\":\"off\"}";

    private final String device = "boiler-" + UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();
    private ScriptedDeviceService service;
    private Asker asker;

    @BeforeEach
    void both_ends() {
        service = new ScriptedDeviceService();
        asker = new Asker(
                WithExternalBroker.broker().port(),
                "edgex/command/response/" + device + "/#",
                "edgex/command/response/nobody/#",
                "edgex/commandquery/response");
    }

    @AfterEach
    void both_ends_gone() {
        asker.close();
        service.close();
    }

    @Test
    void a_command_is_carried_out_and_answered_on_its_response_topic() {
        request("control/set", id, OFF, "{}");

        JsonNode answer = asker.answer(id);
        assertThat(answer.get("errorCode").asInt()).isZero();
        assertThat(answer.get("receivedTopic").asText()).isEqualTo("edgex/command/response/" + device + "/control/set");
        assertThat(answer.get("payload") == null || answer.get("payload").isNull())
                .isTrue();
        assertThat(asker.heard("edgex/command/response/" + device + "/control/set"))
                .hasSize(1);
        assertThat(service.asked(device).getFirst().envelope().get("payload")).hasToString(OFF);
    }

    @Test
    void the_same_request_id_acts_each_time_and_for_whatever_it_asks() {
        request("control/set", id, OFF, "{}");
        await().until(() -> asker.answers(id).size() == 1);
        request("control/set", id, OFF, "{}");
        await().until(() -> asker.answers(id).size() == 2);
        request("mode/set", id, "{\"mode\":\"heat\"}", "{}");
        await().until(() -> asker.answers(id).size() == 3);

        assertThat(asker.answers(id)).allMatch(answer -> answer.get("errorCode").asInt() == 0);
        assertThat(service.asked(device)).hasSize(3);
        assertThat(service.asked(device).stream().map(ScriptedDeviceService.Asked::requestId))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_broker_keeps_the_latest_answer_as_edgex_has_it() {
        request("control/set", id, OFF, "{}");
        asker.answer(id);

        try (Asker later =
                new Asker(WithExternalBroker.broker().port(), "edgex/command/response/" + device + "/control/set")) {
            assertThat(later.answer(id).get("errorCode").asInt()).isZero();
        }
    }

    @Test
    void a_read_is_answered_with_the_event() {
        service.answers(
                device, asked -> done(asked, "{\"apiVersion\":\"v3\",\"statusCode\":200,\"event\":{\"id\":\"e\"}}"));

        request("current/get", id, "null", "{}");

        assertThat(asker.answer(id).get("payload").get("event").get("id").asText())
                .isEqualTo("e");
    }

    @Test
    void the_event_names_the_request_as_it_was_asked_in_whatever_form_of_uuid() {
        service.answers(
                device,
                asked -> done(
                        asked,
                        "{\"apiVersion\":\"v3\",\"requestId\":\"" + asked.requestId() + "\",\"statusCode\":200}"));
        for (String form : List.of(id, "{" + UUID.randomUUID() + "}", id.replace("-", ""))) {
            request("current/get", form, "null", "{}");

            assertThat(asker.answer(form).get("payload").get("requestId").asText())
                    .isEqualTo(form);
        }
    }

    @Test
    void a_wrong_switch_is_an_error_on_the_response_topic() {
        request("current/get", id, "null", "{\"ds-pushevent\":\"yes\"}");

        assertError(id, 400, "ds-pushevent");
    }

    @Test
    void a_refusal_of_the_device_service_names_its_topic_as_edgex_has_it_and_one_of_core_command_does_not() {
        service.answers(device, asked -> refused(asked, 423, "device is locked"));
        request("control/set", id, OFF, "{}");
        assertThat(asker.answer(id).get("receivedTopic").asText())
                .isEqualTo("edgex/command/response/" + device + "/control/set");

        String other = UUID.randomUUID().toString();
        asker.send("edgex/command/request/nobody/control/set", Asker.envelope(other, OFF, "{}"));
        assertThat(asker.answer(other).get("receivedTopic").asText()).isEmpty();
    }

    @Test
    void an_unknown_device_is_an_error_on_the_response_topic() {
        asker.send("edgex/command/request/nobody/control/set", Asker.envelope(id, OFF, "{}"));

        assertError(id, 404, "nobody");
    }

    @Test
    void an_envelope_of_another_version_or_content_is_an_error_that_names_it() {
        asker.send(topic("control/set"), Asker.envelope(id, OFF, "{}").replace("\"v3\"", "\"v2\""));
        assertError(id, 400, "apiVersion is 'v2'");

        String other = UUID.randomUUID().toString();
        asker.send(topic("control/set"), Asker.envelope(other, OFF, "{}").replace("application/json", "text/plain"));
        assertError(other, 400, "contentType is 'text/plain'");
        assertThat(service.asked(device)).isEmpty();
    }

    @Test
    void a_query_is_answered() {
        asker.send("edgex/commandquery/request/one", Asker.envelope(id, "null", "{}"));

        assertThat(asker.answer(id).get("receivedTopic").asText()).isEqualTo("edgex/commandquery/response");
        assertThat(asker.answer(id).get("payload").get("requestId").asText()).isEqualTo(id);
        assertThat(asker.answer(id)
                        .get("payload")
                        .get("deviceCoreCommand")
                        .get("deviceName")
                        .asText())
                .isEqualTo("one");
    }

    @Test
    void a_query_for_all_is_answered() {
        asker.send("edgex/commandquery/request/all", Asker.envelope(id, "null", "{\"limit\":\"20\"}"));

        assertThat(asker.answer(id).get("payload").get("requestId").asText()).isEqualTo(id);
        assertThat(asker.answer(id).get("payload").get("totalCount").asInt()).isEqualTo(3);
    }

    @Test
    void what_is_no_envelope_is_not_answered_but_dead_lettered() {
        try (Asker letters = new Asker(WithBroker.broker().port(), "edgex/dead-letters/core-command")) {
            asker.send(topic("control/set"), "off, please");

            await().until(() ->
                    !letters.heard("edgex/dead-letters/core-command").isEmpty());
        }
        assertThat(asker.heard("edgex/command/response/" + device + "/control/set"))
                .isEmpty();
    }

    @Test
    void one_request_more_than_may_be_under_way_is_told_that_core_command_is_busy() {
        CountDownLatch slow = new CountDownLatch(1);
        List<String> ids = IntStream.range(0, 4)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        for (String each : ids) {
            String one = "slow" + each;
            service.answers(one, asked -> {
                waitFor(slow);
                return done(asked, "null");
            });
            asker.send("edgex/command/request/" + one + "/control/set", Asker.envelope(each, OFF, "{}"));
        }
        await().until(() ->
                ids.stream().allMatch(each -> service.asked("slow" + each).size() == 1));

        request("control/set", id, OFF, "{}");

        assertError(id, 503, "core-command busy");
        assertThat(service.asked(device)).isEmpty();
        // Until they are answered they have the places of the tests that follow.
        try (Asker all = new Asker(WithExternalBroker.broker().port(), "edgex/command/response/+/control/set")) {
            slow.countDown();
            ids.forEach(all::answer);
        }
    }

    @Test
    void the_broker_gone_and_back_is_served_again_and_a_retained_request_does_not_act() {
        WithExternalBroker.broker().kill();
        WithExternalBroker.broker().start();
        asker = new Asker(WithExternalBroker.broker().port(), "edgex/command/response/" + device + "/#");
        try (Asker letters = new Asker(WithBroker.broker().port(), "edgex/dead-letters/core-command")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                String again = UUID.randomUUID().toString();
                request("control/set", again, OFF, "{}");
                await().pollDelay(Duration.ofMillis(500)).until(() -> true);
                return !asker.answers(again).isEmpty();
            });
            asker.send(topic("target/set"), Asker.envelope(id, OFF, "{}").getBytes(StandardCharsets.UTF_8), true);
            asker.answer(id);
            assertThat(asker.answers(id))
                    .as("subscribed once, however often connected")
                    .hasSize(1);
            WithExternalBroker.broker().stop();
            WithExternalBroker.broker().start();

            await().atMost(Duration.ofSeconds(60)).until(() -> letters.heard("edgex/dead-letters/core-command").stream()
                    .anyMatch(letter -> new String(letter.getPayloadAsBytes(), StandardCharsets.UTF_8)
                            .contains("retained-request")));
        }
        asker = new Asker(WithExternalBroker.broker().port());
    }

    private String topic(String rest) {
        return "edgex/command/request/" + device + "/" + rest;
    }

    private void request(String rest, String requestId, String payload, String queryParams) {
        asker.send(topic(rest), Asker.envelope(requestId, payload, queryParams));
    }

    private void assertError(String requestId, int status, String part) {
        JsonNode answer = asker.answer(requestId);
        assertThat(answer.get("errorCode").asInt()).isEqualTo(1);
        assertThat(answer.get("statusCode").asInt()).isEqualTo(status);
        assertThat(answer.get("payload").asText()).contains(part);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
