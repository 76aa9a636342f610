package io.hearth.command.profile;

import static io.hearth.command.Put.put;
import static io.hearth.command.ScriptedDeviceService.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class DevicesTest {
    private static final String OFF = "{\"mode\":\"off\"}";
    private static final String CHANGED = """
            {"apiVersion":"v3","correlationID":"%s","contentType":"application/json","errorCode":0,"payload":
             {"apiVersion":"v3","type":"device","action":"update","source":"core-metadata","owner":"x","details":%s,"timestamp":1}}""";

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
    void core_metadata_is_asked_for_a_device_once_for_many_commands() {
        commanded();
        commanded();
        commanded();

        assertThat(WithMetadata.asked(device)).isEqualTo(1);
        assertThat(service.asked(device)).hasSize(3);
    }

    @Test
    void a_device_that_core_metadata_does_not_know_is_asked_for_each_time() {
        String unknown = "nobody-" + UUID.randomUUID();

        put(unknown, "control", OFF).statusCode(404);
        put(unknown, "control", OFF).statusCode(404);

        assertThat(WithMetadata.asked(unknown)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"DEVICE\"}", "{}", "\"not readable\""})
    void a_device_is_asked_for_anew_when_core_metadata_tells_of_a_change(String details) {
        commanded();
        WithMetadata.move(device, "elsewhere");

        service.send(
                "edgex/system-events/core-metadata/device/update/x/boiler",
                CHANGED.formatted(UUID.randomUUID(), details.replace("DEVICE", device)));

        try (ScriptedDeviceService elsewhere = new ScriptedDeviceService("elsewhere")) {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                commanded();
                assertThat(elsewhere.asked(device)).isNotEmpty();
            });
        }
    }

    @Test
    void a_change_of_one_device_leaves_the_others_remembered() {
        commanded();
        String other = "boiler-" + UUID.randomUUID();
        put(other, "control", OFF).statusCode(200);

        service.send(
                "edgex/system-events/core-metadata/device/update/x/boiler",
                CHANGED.formatted(UUID.randomUUID(), "{\"name\":\"" + other + "\"}"));

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            put(other, "control", OFF).statusCode(200);
            return WithMetadata.asked(other) == 2;
        });
        commanded();
        assertThat(WithMetadata.asked(device)).isEqualTo(1);
    }

    @Test
    void a_device_that_is_gone_before_the_news_of_it_is_here_is_unknown() {
        for (int status : new int[] {404, 503}) {
            String gone = "boiler-" + UUID.randomUUID();
            put(gone, "control", OFF).statusCode(200);
            WithMetadata.remove(gone);
            service.answers(gone, request -> refused(request, status, "no such device here"));

            put(gone, "control", OFF).statusCode(404).body("message", containsString("'" + gone + "' does not exist"));
        }
    }

    @Test
    void a_device_that_has_moved_before_the_news_of_it_is_here_is_reached_at_its_new_service() {
        commanded();
        WithMetadata.move(device, "elsewhere");
        service.answers(device, request -> refused(request, 404, "no such device here"));

        try (ScriptedDeviceService elsewhere = new ScriptedDeviceService("elsewhere")) {
            commanded();

            assertThat(elsewhere.asked(device)).hasSize(1);
        }
    }

    @Test
    void what_its_service_does_not_have_of_a_device_that_is_still_there_is_answered_as_the_service_does() {
        service.answers(device, request -> refused(request, 404, "no resource of that name"));

        put(device, "control", OFF).statusCode(404).body("message", containsString("no resource of that name"));
        assertThat(service.asked(device)).hasSize(1);
    }

    private void commanded() {
        put(device, "control", OFF).statusCode(200);
    }
}
