package io.hearth.coredata.event;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.event.Event;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** While the broker is away posted events wait in Redis, so many and no more. */
@QuarkusTest
@TestProfile(PostedBoundTest.Small.class)
@QuarkusTestResource(value = WithRedis.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
class PostedBoundTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hearth.data.posted.waiting-octets", "2000");
        }
    }

    @Inject
    Bus bus;

    @Inject
    RedisBatch redis;

    @Test
    void past_the_bound_posting_is_answered_503_until_the_bus_takes_them_again() {
        String device = unique("boiler");
        await().atMost(SOON).until(bus::connected);
        WithBroker.broker().stop();
        await().atMost(SOON).until(() -> !bus.connected());
        int accepted = 0;
        while (given().contentType("application/json")
                        .body(body(event(device, ORIGIN + accepted, "1")))
                        .post("/core-data/api/v3/event/device-test/profile/" + device + "/source")
                        .statusCode()
                == 201) {
            accepted++;
        }
        assertThat(accepted).isBetween(1, 10);
        Event refused = event(device, ORIGIN + accepted, "1");
        post(refused).statusCode(503).body("message", containsString("allowed are"));
        assertThat(waiting()).isEqualTo(accepted);
        assertThat(metric("hearth_outbox_depth")).isEqualTo(accepted);
        assertThat(metric("hearth_outbox_octets")).isBetween(1.0, 2000.0);
        assertThat(metric("hearth_outbox_refused_total")).isPositive();

        WithBroker.broker().start();

        await().atMost(SOON).until(() -> waiting() == 0);
        post(refused).statusCode(201);
        get("/event/count/device/name/{name}", device).body("count", equalTo(accepted + 1));
    }

    private static byte[] body(Event event) {
        return io.hearth.contracts.codec.Json.bytes(io.hearth.contracts.event.AddEventRequest.of(event));
    }

    private long waiting() {
        return redis.send(Request.cmd(Command.XLEN).arg("cd:outbox")).toLong();
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + "{outbox=\"cd:outbox\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
