package io.hearth.runtime.live;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.keeper.KeyChange;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What EdgeX has in common for all services: it holds for a service until that has a value of its own. */
@QuarkusTest
@QuarkusTestResource(value = WithKeeper.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithRedis.class, restrictToAnnotatedClass = true)
class CommonSettingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COMMON = "edgex/v4/core-common-config-bootstrapper";
    private static final String MAX = "/Service/MaxResultCount";
    private static final String OWN = "edgex/v4/test-service" + MAX;
    private static final String ALL = COMMON + "/all-services" + MAX;

    @Inject
    Bus bus;

    @Inject
    LiveConfig live;

    @BeforeEach
    void untouched() {
        WithKeeper.clear();
        WithKeeper.up();
        await().atMost(PATIENCE).until(bus::connected);
        bounded(100, COMMON);
    }

    @AfterEach
    void away() {
        WithKeeper.clear();
        WithKeeper.down();
    }

    private void tell(String key) {
        bus.publish(
                        bus.topics().keyChange(key),
                        EnvelopeCodec.encode(Envelope.event(new KeyChange(key, JsonNodeFactory.instance.nullNode()))))
                .exceptionally(notNow -> null)
                .join();
    }

    /** Told until it holds, since the service may not be subscribed yet. */
    private void bounded(int most, String changed) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            tell(changed);
            when().get("/api/v3/thing/all?limit=" + most).then().statusCode(200);
            when().get("/api/v3/thing/all?limit=" + (most + 1)).then().statusCode(400);
        });
    }

    @Test
    void a_common_value_that_core_keeper_began_with_is_for_others_and_holds_once_somebody_stores_it() {
        WithKeeper.put(OWN, "33");
        bounded(33, OWN);

        WithKeeper.clear();
        WithKeeper.begin(ALL, "21");
        bounded(100, OWN);

        WithKeeper.put(ALL, "21");
        bounded(21, ALL);
    }

    @Test
    void a_common_value_holds_for_a_service_that_has_none() {
        WithKeeper.put(ALL, "21");

        bounded(21, ALL);
    }

    @Test
    void the_service_s_own_value_goes_before_the_common_one_and_that_holds_again_when_it_is_taken_back() {
        WithKeeper.put(OWN, "22");
        WithKeeper.put(COMMON + "/all-services", "{\"Service\":{\"maxresultcount\":\"23\"}}");
        bounded(22, ALL);

        WithKeeper.clear();
        WithKeeper.put(ALL, "23");
        bounded(23, OWN);
    }

    @Test
    void what_is_common_to_device_services_is_none_of_another_s() {
        WithKeeper.put(COMMON + "/device-services" + MAX, "24");
        WithKeeper.put(ALL, "25");

        bounded(25, COMMON);
    }

    @Test
    void a_service_whose_settings_cannot_be_put_in_force_does_not_keep_another_s_from_theirs() {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger attempts = new AtomicInteger();
        var following = live.follow("another-service", "Writable/Broken", LiveConfig::flag, false, value -> {
            attempts.incrementAndGet();
            if (broken.get()) {
                throw new IllegalStateException("a bug in who follows");
            }
        });
        WithKeeper.put("edgex/v4/another-service/Writable/Broken", "true");
        WithKeeper.put(OWN, "26");

        bounded(26, "edgex/v4");
        await().atMost(PATIENCE).until(() -> attempts.get() > 0);
        assertThat(following).isNotNull();
        broken.set(false);
    }
}
