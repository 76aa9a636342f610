package io.hearth.device.registry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class RegistryLifeTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void a_device_that_was_told_of_while_the_broker_was_gone_is_known_when_it_is_back() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        WithBroker.broker().kill();
        // Its system event goes to a broker that has forgotten our session: it never comes.
        WithMetadata.DEVICES.add(Samples.device("veranda", "room-thermometer"));

        WithBroker.broker().start();

        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/veranda").statusCode() == 200);
    }
}
