package io.hearth.command.external;

import static io.hearth.command.ScriptedDeviceService.done;
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
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** External requests that wait for others; four may be under way at once. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class ExternalOrderTest {
    private static final int MOST = 4;
    private static final String OFF = "{\"mode\":\"off\"}";

    private final String device = "boiler-" + UUID.randomUUID();
    private final CountDownLatch slow = new CountDownLatch(1);
    private ScriptedDeviceService service;
    private Asker asker;

    @BeforeEach
    void both_ends() {
        service = new ScriptedDeviceService();
        asker = new Asker(WithExternalBroker.broker().port(), "edgex/command/response/#");
    }

    @AfterEach
    void both_ends_gone() {
        slow.countDown();
        asker.close();
        service.close();
    }

    @Test
    void requests_that_wait_for_a_slow_device_take_no_place_of_other_devices() {
        List<String> waiting = fill(device);
        List<String> others = IntStream.range(1, MOST)
                .mapToObj(i -> "other-" + UUID.randomUUID())
                .toList();

        // With the slow device's one that is under way, as many as may be.
        List<String> ids = others.stream().map(other -> request(other, OFF)).toList();

        await().atMost(Duration.ofSeconds(1))
                .until(() -> ids.stream().noneMatch(id -> asker.answers(id).isEmpty()));
        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(asker.answer(id).get("errorCode").asInt()).isZero());
        assertThat(waiting).allSatisfy(id -> assertThat(asker.answers(id)).isEmpty());
        slow.countDown();
        assertThat(waiting)
                .allSatisfy(id ->
                        assertThat(asker.answer(id).get("errorCode").asInt()).isZero());
    }

    @Test
    void one_request_more_than_may_wait_for_one_device_is_told_that_core_command_is_busy() {
        fill(device);

        JsonNode answer = asker.answer(request(device, OFF));

        assertThat(answer.get("statusCode").asInt()).isEqualTo(503);
        assertThat(answer.get("payload").asText())
                .startsWith("core-command busy")
                .contains(device);
    }

    @Test
    void commands_to_one_device_keep_the_order_in_which_they_came() {
        // Each waits for the one before: what comes back in this order went out in it.
        for (int round = 0; round < 100; round++) {
            String one = "ordered-" + UUID.randomUUID();
            List<String> sent = IntStream.range(0, MOST)
                    .mapToObj(i -> "{\"target\":" + i + "}")
                    .toList();

            List<String> ids =
                    sent.stream().map(payload -> request(one, payload)).toList();

            ids.forEach(asker::answer);
            assertThat(service.asked(one).stream()
                            .map(asked -> asked.envelope().get("payload").toString()))
                    .containsExactlyElementsOf(sent);
        }
    }

    /** As many requests as may be under way or wait for one device, which does not answer yet. */
    private List<String> fill(String one) {
        service.answers(one, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        List<String> ids =
                IntStream.range(0, MOST).mapToObj(i -> request(one, OFF)).toList();
        await().until(() -> service.asked(one).size() == 1);
        return ids;
    }

    private String request(String one, String payload) {
        String id = UUID.randomUUID().toString();
        asker.send("edgex/command/request/" + one + "/control/set", Asker.envelope(id, payload, "{}"));
        return id;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
