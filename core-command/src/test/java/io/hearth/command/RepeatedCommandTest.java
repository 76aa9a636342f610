package io.hearth.command;

import static io.hearth.command.Asking.put;
import static io.hearth.command.Asking.waitFor;
import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands under an id of their own, which act once. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class RepeatedCommandTest {
    private static final String OFF = "{\"mode\":\"off\"}";

    private final String device = "boiler-" + UUID.randomUUID();
    private ScriptedDeviceService service;

    @BeforeEach
    void far_end() {
        service = new ScriptedDeviceService();
    }

    @AfterEach
    void far_end_gone() {
        service.close();
    }

    @Test
    void the_same_command_id_acts_once_and_is_answered_the_same() {
        String id = UUID.randomUUID().toString();

        put(device, OFF, id).statusCode(200);
        put(device, OFF, id).statusCode(200);

        assertThat(service.asked(device)).hasSize(1);
        assertThat(service.asked(device).getFirst().requestId()).isEqualTo(id);
    }

    @Test
    void a_refusal_for_good_under_the_same_command_id_is_told_again_and_not_tried_again() {
        String id = UUID.randomUUID().toString();
        service.answers(device, asked -> refused(asked, 405, "the valve cannot be written"));

        put(device, OFF, id).statusCode(405);
        put(device, OFF, id).statusCode(405).body("message", containsString("the valve cannot be written"));

        assertThat(service.asked(device)).hasSize(1);
    }

    @Test
    void a_failure_that_may_pass_is_tried_again_under_the_same_command_id() {
        String id = UUID.randomUUID().toString();
        service.answers(
                device,
                asked -> service.asked(device).size() == 1 ? refused(asked, 500, "valve stuck") : done(asked, "null"));

        put(device, OFF, id).statusCode(500).body("message", containsString("valve stuck"));
        put(device, OFF, id).statusCode(200);

        assertThat(service.asked(device)).hasSize(2);
    }

    @Test
    void what_the_device_service_never_answered_is_tried_again_under_the_same_command_id() {
        String id = UUID.randomUUID().toString();
        service.answers(device, asked -> service.asked(device).size() == 1 ? null : done(asked, "null"));

        put(device, OFF, id).statusCode(503);
        put(device, OFF, id).statusCode(200);

        assertThat(service.asked(device)).hasSize(2).allMatch(asked -> asked.requestId()
                .equals(id));
    }

    @Test
    void many_who_ask_at_once_under_one_command_id_act_once() throws Exception {
        String id = UUID.randomUUID().toString();
        CountDownLatch slow = new CountDownLatch(1);
        service.answers(device, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(all.submit(() -> put(device, OFF, id).extract().statusCode()));
            }
            await().until(() -> service.asked(device).size() == 1);
            slow.countDown();

            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        assertThat(service.asked(device)).hasSize(1);
    }

    @Test
    void a_command_id_of_another_command_is_409() {
        String id = UUID.randomUUID().toString();
        put(device, OFF, id).statusCode(200);

        put(device, "{\"mode\":\"heat\"}", id).statusCode(409).body("message", containsString(id));

        assertThat(service.asked(device)).hasSize(1);
    }

    @Test
    void a_command_id_that_is_not_a_uuid_is_400() {
        put(device, OFF, "mine").statusCode(400).body("message", containsString("X-Hearth-Command-Id"));
    }
}
