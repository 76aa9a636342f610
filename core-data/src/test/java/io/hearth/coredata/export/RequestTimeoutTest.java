package io.hearth.coredata.export;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.coredata.store.EventStore;
import io.hearth.coredata.store.Given;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What takes too long ends, on the side of the store and on that of the client. */
@QuarkusTest
@TestProfile(RequestTimeoutTest.Short.class)
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RequestTimeoutTest {
    private static final int MANY = 60_000;
    private static final int BATCH = 2_000;
    private static final int MORE_THAN_PLACES = 10;

    /** Little patience. */
    public static final class Short implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hearth.bus.request-timeout", "1s",
                    "hearth.data.export.stall", "3s");
        }
    }

    @Inject
    EventStore store;

    @Inject
    ExportGate exports;

    @Test
    void a_list_that_takes_longer_than_RequestTimeout_is_answered_503_in_plain_text_and_later_lists_as_ever() {
        String device = unique("boiler");
        post(event(device, ORIGIN, "1")).statusCode(201);
        WithRedis.redis().pause();
        try {
            for (int i = 0; i < MORE_THAN_PLACES; i++) {
                get("/event/device/name/{name}", device)
                        .statusCode(503)
                        .contentType("text/plain")
                        .body(equalTo("request timeout"));
            }
        } finally {
            WithRedis.redis().resume();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        get("/event/device/name/{name}", device).statusCode(200).body("totalCount", equalTo(1)));
    }

    @Test
    void a_client_that_takes_nothing_of_its_export_loses_its_place() throws IOException {
        String device = unique("fleet");
        for (int first = 0; first < MANY; first += BATCH) {
            store.add(IntStream.range(first, first + BATCH)
                    .mapToObj(i -> Given.event(device, ORIGIN + i * 1_000L, "18." + i, "40", "1013." + i))
                    .toList());
        }
        int free = exports.free();

        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(8192);
            client.connect(new java.net.InetSocketAddress("localhost", RestAssured.port));
            client.getOutputStream()
                    .write(("GET /core-data/api/v3/reading/export?device=" + device + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            InputStream in = client.getInputStream();
            assertThat((char) in.read()).isEqualTo('H');
            assertThat(exports.free()).isEqualTo(free - 1);

            await().atMost(Duration.ofSeconds(60)).until(() -> exports.free() == free);
        }
    }
}
