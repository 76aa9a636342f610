package io.hearth.coredata.export;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.coredata.store.EventStore;
import io.hearth.coredata.store.Given;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ExportOutageTest {
    private static final int MANY = 60_000;
    private static final int BATCH = 2_000;

    @Inject
    EventStore store;

    @Inject
    ExportGate gate;

    @Test
    void an_export_that_fails_on_the_way_does_not_look_whole() throws IOException {
        String device = unique("fleet");
        for (int first = 0; first < MANY; first += BATCH) {
            store.add(IntStream.range(first, first + BATCH)
                    .mapToObj(i -> Given.event(device, ORIGIN + i * 1_000L, "18." + i, "40", "1013." + i))
                    .toList());
        }
        int free = gate.free();

        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(8192);
            client.connect(new InetSocketAddress("localhost", RestAssured.port));
            client.getOutputStream()
                    .write(("GET /core-data/api/v3/reading/export?device=" + device + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            InputStream in = client.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            WithRedis.redis().kill();
            try {
                assertThatThrownBy(() -> {
                            long octets = new Dechunked(in).transferTo(OutputStream.nullOutputStream());
                            throw new AssertionError("an answer of " + octets + " octets looks whole, head " + head);
                        })
                        .isInstanceOf(IOException.class);
            } finally {
                WithRedis.redis().start();
            }
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> gate.free() == free);
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> get("/event/all?limit=1")
                .statusCode(200));
    }
}
