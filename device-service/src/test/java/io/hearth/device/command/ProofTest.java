package io.hearth.device.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import io.hearth.contracts.event.Event;
import io.hearth.device.FakeDevice;
import io.hearth.device.Incoming;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.device.reply.Confirmations;
import io.hearth.device.reply.Received;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PUT whose device must report what it was told. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = ProofTest.WithValve.class, restrictToAnnotatedClass = true)
class ProofTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String VALVE = """
            name: proving
            deviceResources:
              - name: opening
                attributes: { commandTopic: "valve/{device}/set", key: "", confirm: position, confirmWithin: 10000 }
                properties: { valueType: Float64, readWrite: W }
              - name: hasty
                attributes: { commandTopic: "valve/{device}/set", key: "", confirm: position, confirmWithin: 1500 }
                properties: { valueType: Float64, readWrite: W }
              - name: tenths
                attributes: { commandTopic: "valve/{device}/set", key: "", confirm: level, confirmWithin: 3000 }
                properties: { valueType: Float64, readWrite: W, scale: 0.1, maximum: 100 }
              - name: level
                attributes: { topic: "valve/{device}/level" }
                properties: { valueType: Float64, readWrite: R, scale: 0.1 }
              - name: position
                attributes: { topic: "valve/{device}/position" }
                properties: { valueType: Float64, readWrite: R }
            """;

    private FakeDevice valve;

    /** A valve that says where it stands. */
    public static final class WithValve implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            WithMetadata.PROFILES.put("proving", Samples.profile(VALVE));
            WithMetadata.DEVICES.add(Samples.device("v", "proving"));
            return Map.of();
        }

        @Override
        public void stop() {
            WithMetadata.PROFILES.remove("proving");
        }
    }

    @BeforeEach
    void connect() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        valve = new FakeDevice(WithBroker.broker().port(), "valve/v/set");
    }

    @AfterEach
    void leave() {
        valve.close();
    }

    @Test
    void a_device_that_reports_what_it_was_told_has_done_it() {
        valve.does(order -> {
            valve.say("valve/v/position", "10");
            valve.say("valve/v/position", order.text() + ".0");
        });
        put("25").statusCode(200);
    }

    @Test
    void a_device_that_reports_something_else_has_not_and_the_answer_says_what() {
        valve.does(order -> valve.say("valve/v/position", "17.5"));
        put("hasty", "30")
                .statusCode(500)
                .body(
                        "message",
                        allOf(
                                containsString("did not confirm within 1500 ms"),
                                containsString("'position' should be '30'"),
                                containsString("reported as '17.5'")));
    }

    @Test
    void what_it_reported_before_it_was_told_proves_nothing() {
        valve.does(order -> valve.say("valve/v/position", order.text()));
        put("40").statusCode(200);
        valve.does(order -> {});
        put("hasty", "40").statusCode(500).body("message", containsString("it was not reported"));
    }

    @Test
    void what_is_shown_is_compared_as_the_device_could_be_told_and_as_it_is_read() {
        valve.does(order -> valve.say("valve/v/level", order.text()));
        put("tenths", "23.5").statusCode(200);
        assertThat(valve.orders().getLast().text()).isEqualTo("235.0");
    }

    @Test
    void what_was_kept_on_the_way_since_before_the_command_proves_nothing() {
        Confirmations confirmations = new Confirmations(() -> 1_000L);
        long before = System.nanoTime();
        Event report = Incoming.of(List.of(Samples.device("v", "proving")), VALVE)
                .events("valve/v/position", "5")
                .getFirst();
        try (Confirmations.Expected wanted = confirmations.expect("v", "position", read -> true)) {
            confirmations.reported(report, new Received(OptionalLong.empty(), before));
            confirmations.reported(report, new Received(OptionalLong.of(999), System.nanoTime()));
            // A clock that was set back makes a stamp look newer than it is; when it came to us no clock changes.
            confirmations.reported(report, new Received(OptionalLong.of(1001), before));
            assertThat(wanted.seen()).isNotDone();
            confirmations.reported(report, new Received(OptionalLong.of(1001), System.nanoTime()));
            assertThat(wanted.seen()).isDone();
        }
    }

    private static ValidatableResponse put(String opening) {
        return put("opening", opening);
    }

    private static ValidatableResponse put(String resource, String value) {
        return given().contentType("application/json")
                .body("{\"" + resource + "\":" + value + "}")
                .put("/api/v3/device/name/v/" + resource)
                .then();
    }
}
