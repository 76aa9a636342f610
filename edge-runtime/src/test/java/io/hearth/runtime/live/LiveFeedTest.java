package io.hearth.runtime.live;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.keeper.KeyChange;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings on their way from core-keeper into a running service; its bound of a list is 100 as it was started. */
@QuarkusTest
@QuarkusTestResource(value = WithKeeper.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithRedis.class, restrictToAnnotatedClass = true)
class LiveFeedTest {
    private static final String SERVICE = "edgex/v4/test-service";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String MAX = SERVICE + "/Service/MaxResultCount";

    @Inject
    Bus bus;

    @Inject
    LiveConfig live;

    @BeforeEach
    void untouched() {
        WithKeeper.clear();
        WithKeeper.up();
        bounded(100, () -> tell(SERVICE, "null"));
        await().until(bus::connected);
    }

    @AfterEach
    void away() {
        WithKeeper.down();
    }

    /** Has core-keeper's message on the bus. */
    private void tell(String key, String value) {
        try {
            JsonNode tree = Json.read(value.getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
            bus.publish(bus.topics().keyChange(key), EnvelopeCodec.encode(Envelope.event(new KeyChange(key, tree))))
                    .exceptionally(notNow -> null)
                    .join();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void bounded(int most) {
        bounded(most, () -> {});
    }

    private static void bounded(int most, Runnable before) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            before.run();
            when().get("/api/v3/thing/all?limit=" + most).then().statusCode(200);
            when().get("/api/v3/thing/all?limit=" + (most + 1)).then().statusCode(400);
        });
    }

    @Test
    void a_stored_value_is_in_force_once_it_is_announced() {
        WithKeeper.put(MAX, "7");
        tell(MAX, "7");
        bounded(7);
    }

    @Test
    void an_announcement_is_in_force_although_core_keeper_is_away() {
        WithKeeper.down();
        tell(MAX, "\"8\"");
        bounded(8);
    }

    @Test
    void a_service_that_is_there_before_core_keeper_gets_its_settings_when_that_comes() {
        WithKeeper.down();
        WithKeeper.put(MAX, "9");
        tell(SERVICE, "null");
        bounded(100);

        WithKeeper.up();
        bounded(9);
    }

    @Test
    void a_change_that_was_told_while_the_bus_was_away_is_in_force_once_it_is_back() {
        WithBroker.broker().kill();
        await().until(() -> !bus.connected());
        WithKeeper.put(MAX, "6");

        WithBroker.broker().start();
        bounded(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"many\"", "0", "-1", "\"\"", "1.5", "true", "99999999999", "[1]"})
    void a_wrong_value_is_refused_and_the_one_before_stays(String wrong) {
        WithKeeper.put(MAX, "12");
        tell(MAX, "12");
        bounded(12);
        double refused = refused();

        WithKeeper.put(MAX, wrong.replace("\"", ""));
        tell(MAX, wrong);

        await().until(() -> refused() > refused);
        bounded(12);
    }

    @Test
    void a_tree_with_a_number_beyond_float64_stops_neither_what_is_told_nor_what_is_stored_beside_it() {
        String broken = new String(
                        EnvelopeCodec.encode(
                                Envelope.event(new KeyChange(MAX, JsonNodeFactory.instance.numberNode(424242)))),
                        StandardCharsets.UTF_8)
                .replace("424242", "1e400");
        bus.publish(bus.topics().keyChange(MAX), broken.getBytes(StandardCharsets.UTF_8))
                .join();
        WithKeeper.put(SERVICE + "/Broken", "{\"a\":1e400}");
        WithKeeper.put(MAX, "15");
        tell(SERVICE, "null");
        bounded(15);
    }

    private static double refused() {
        Supplier<String> metrics =
                () -> when().get("/q/metrics").then().extract().asString();
        return metrics.get()
                .lines()
                .filter(line -> line.startsWith("hearth_settings_refused_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void a_value_that_is_removed_leaves_what_the_service_was_started_with() {
        WithKeeper.put(MAX, "5");
        tell(MAX, "5");
        bounded(5);

        WithKeeper.clear();
        tell(MAX, "null");
        bounded(100);
    }

    @Test
    void a_tree_sets_all_its_settings_whether_it_is_stored_leaf_by_leaf_or_as_one() {
        WithKeeper.put(SERVICE + "/Service", "{\"MaxResultCount\":\"4\"}");
        tell(SERVICE, "{\"Service\":{\"maxresultcount\":4},\"Writable\":{\"LogLevel\":\"DEBUG\"}}");
        bounded(4);

        WithKeeper.put(MAX, "3");
        tell("edgex/v4", "{\"test-service\":{\"Service\":{\"MaxResultCount\":3}}}");
        bounded(3);
    }

    @Test
    void another_service_s_value_changes_nothing() {
        WithKeeper.put("edgex/v4/test-service-b/Service/MaxResultCount", "2");
        tell("edgex/v4/test-service-b/Service/MaxResultCount", "2");
        WithKeeper.put(MAX, "11");
        tell(MAX, "11");
        bounded(11);
    }

    @Test
    void what_is_in_force_is_shown_under_edgex_s_names() {
        WithKeeper.put(MAX, "13");
        WithKeeper.put(SERVICE + "/Writable/LogLevel", "trace");
        tell(MAX, "13");
        await().atMost(PATIENCE).untilAsserted(() -> when().get("/api/v3/config")
                .then()
                .body("config.Service.MaxResultCount", equalTo(13))
                .body("config.Writable.LogLevel", equalTo("TRACE"))
                .body("config.Service.RequestTimeout", equalTo("5s"))
                .body("config.MessageBus.Host", equalTo("127.0.0.1"))
                .body("config.bus.host", equalTo("127.0.0.1")));
    }

    @Test
    void the_log_level_decides_what_the_service_s_loggers_write() {
        java.util.logging.Logger ours = java.util.logging.Logger.getLogger("io.hearth.runtime.rest.Anything");
        WithKeeper.put(SERVICE + "/Writable/LogLevel", "ERROR");
        tell(SERVICE + "/Writable/LogLevel", "\"ERROR\"");
        await().atMost(PATIENCE).until(() -> !ours.isLoggable(java.util.logging.Level.WARNING));

        WithKeeper.put(SERVICE + "/Writable/LogLevel", "DEBUG");
        tell(SERVICE + "/Writable/LogLevel", "\"DEBUG\"");
        await().atMost(PATIENCE).until(() -> ours.isLoggable(java.util.logging.Level.FINE));
    }

    @Test
    void who_begins_to_follow_late_gets_what_is_stored() {
        WithKeeper.put(SERVICE + "/Writable/Late", "true");
        WithKeeper.put(MAX, "14");
        tell(SERVICE, "null");
        bounded(14);

        assertThat(live.follow("test-service", "Writable/Late", LiveConfig::flag, false)
                        .get())
                .isTrue();
    }

    @Test
    void a_service_tells_core_keeper_where_it_is() {
        await().until(() -> WithKeeper.registered().stream().anyMatch(body -> body.contains("test-service")));
        assertThat(WithKeeper.registered().stream().filter(body -> body.contains("test-service")))
                .first()
                .asString()
                .contains("\"serviceId\":\"test-service\"", "\"host\":\"127.0.0.1\"", "\"path\":\"/api/v3/ping\"");
    }
}
