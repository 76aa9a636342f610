package io.hearth.coredata.event;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RedisOutageTest {
    private static final int EVENTS = 900;

    @Inject
    Bus bus;

    @Test
    void events_that_come_while_redis_is_away_are_stored_once_when_it_is_back() {
        String device = unique("thermometer");

        List<CompletableFuture<Void>> taken = new ArrayList<>(publish(device, 0, EVENTS / 3));
        await().atMost(Duration.ofSeconds(20)).until(() -> count(device) > 0);
        WithRedis.redis().kill();
        try {
            taken.addAll(publish(device, EVENTS / 3, EVENTS));
            CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).join();
            post(event(device, ORIGIN - 1, "1"))
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("statusCode", equalTo(503));
            get("/event/all").statusCode(503).header("Retry-After", notNullValue());
        } finally {
            WithRedis.redis().start();
        }

        await().atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(() -> assertThat(count(device))
                .isEqualTo(EVENTS));
        post(event(device, ORIGIN - 1, "1")).statusCode(201);
        get("/reading/count/device/name/{name}", device).body("count", equalTo(EVENTS + 1));
        get("/event/device/name/{name}?offset={offset}", device, EVENTS).body("events[0].origin", equalTo(ORIGIN - 1));
    }

    private List<CompletableFuture<Void>> publish(String device, int from, int to) {
        String topic = Topics.DEFAULT.event("device-test", "profile", device, "source");
        List<CompletableFuture<Void>> taken = new ArrayList<>();
        for (int i = from; i < to; i++) {
            AddEventRequest request = AddEventRequest.of(event(device, ORIGIN + i, Integer.toString(i)));
            taken.add(bus.publish(topic, EnvelopeCodec.encode(Envelope.event(request))));
        }
        return taken;
    }

    private static int count(String device) {
        return get("/event/count/device/name/{name}", device)
                .statusCode(200)
                .extract()
                .path("count");
    }
}
