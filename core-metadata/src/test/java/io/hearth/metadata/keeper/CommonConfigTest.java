package io.hearth.metadata.keeper;

import static io.hearth.metadata.keeper.Keeper.delete;
import static io.hearth.metadata.keeper.Keeper.get;
import static io.hearth.metadata.keeper.Keeper.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What EdgeX's services wait for when they start with core-keeper, and what they need then. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class CommonConfigTest {
    private static final String COMMON = "edgex/v4/core-common-config-bootstrapper";
    private static final String READY = COMMON + "/IsCommonConfigReady";
    private static final String REQUEST_TIMEOUT = COMMON + "/all-services/Service/RequestTimeout";
    private static final String LOG_LEVEL = COMMON + "/app-services/Writable/LogLevel";

    @Inject
    KeyStore keys;

    @Inject
    CommonConfig common;

    @BeforeEach
    void begun() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> get("/kvs/key/" + READY).statusCode(200));
    }

    @Test
    void it_is_said_to_be_ready_once_core_keeper_is_there() {
        get("/kvs/key/" + READY + "?plaintext=true").body("response.value", contains("true"));
    }

    @Test
    void it_says_where_the_bus_and_the_services_are_and_what_starting_needs() {
        Map<String, String> stored = stored();

        assertThat(stored)
                .containsEntry("all-services/MessageBus/Type", "mqtt")
                .containsEntry("all-services/MessageBus/Protocol", "tcp")
                .containsEntry("all-services/MessageBus/AuthMode", "none")
                .containsEntry(
                        "all-services/MessageBus/Port",
                        Integer.toString(WithBroker.broker().port()))
                .containsEntry("all-services/MessageBus/BaseTopicPrefix", "edgex")
                .containsEntry("all-services/Registry/Type", "keeper")
                .containsEntry("all-services/Service/RequestTimeout", "5s")
                .containsEntry("all-services/Service/HealthCheckInterval", "10s")
                .containsEntry("all-services/Writable/LogLevel", "INFO")
                .containsEntry("app-services/Trigger/SubscribeTopics", "events/#")
                .containsEntry("device-services/Device/MaxCmdOps", "128")
                .containsKeys(
                        "all-services/Registry/Host",
                        "all-services/Registry/Port",
                        "all-services/Clients/core-metadata/Host",
                        "all-services/Clients/core-metadata/Port");
    }

    @Test
    void what_somebody_stored_stays_and_what_nobody_has_touched_follows_this_installation() {
        store(LOG_LEVEL, "\"DEBUG\"").statusCode(200);
        Map<String, String> moved = common.texts();
        moved.put(REQUEST_TIMEOUT, "7s");

        keys.seed(READY, moved);

        assertThat(stored())
                .containsEntry("app-services/Writable/LogLevel", "DEBUG")
                .containsEntry("all-services/Service/RequestTimeout", "7s");
        keys.seed(READY, common.texts());
        assertThat(stored()).containsEntry("all-services/Service/RequestTimeout", "5s");
        assertThat(get("/kvs/key/" + LOG_LEVEL).extract().jsonPath().getLong("response[0].created"))
                .isPositive();
    }

    @Test
    void what_somebody_removed_stays_away_until_all_of_it_is_removed() {
        String key = COMMON + "/device-services/Device/MaxCmdValueLen";
        delete("/kvs/key/" + key).statusCode(200);

        keys.seed(READY, common.texts());
        assertThat(stored()).doesNotContainKey("device-services/Device/MaxCmdValueLen");

        delete("/kvs/key/" + COMMON + "?prefixMatch=true").statusCode(200);
        keys.seed(READY, common.texts());
        assertThat(stored()).containsEntry("device-services/Device/MaxCmdValueLen", "256");
    }

    private static Map<String, String> stored() {
        List<Map<String, Object>> found =
                get("/kvs/key/" + COMMON + "?plaintext=true").extract().path("response");
        return found.stream()
                .collect(Collectors.toMap(
                        one -> one.get("key").toString().substring(COMMON.length() + 1),
                        one -> one.get("value").toString()));
    }
}
