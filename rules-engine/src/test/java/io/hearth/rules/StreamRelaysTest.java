package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.front.Asked;
import io.hearth.rules.replica.Present;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the clients of relayed streams when the service stops. */
@Timeout(60)
class StreamRelaysTest {
    private static final int STUCK = 3;
    /** More than the kernel keeps for a connection whose other side does not read. */
    private static final String LARGE = "data:" + "x".repeat(8_000_000) + "\n\n";

    private static final int LITTLE = 4096;
    private static final String SMALL = "id:1\ndata:{}\n\n";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Socket> clients = new ArrayList<>();
    private HttpServer server;
    private StreamRelays relays;
    private String event;

    @BeforeEach
    void serve() throws Exception {
        RulesConfig config = new SmallRyeConfigBuilder()
                .withMapping(RulesConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(RulesConfig.class);
        relays = new StreamRelays(new OneShare(), config);
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/share")) {
            request.response().setChunked(true).write(event);
        } else {
            relays.begin(new Asked("GET", "/api/v3/rule/stream", "", Map.of(), new byte[0]), request.response());
        }
    }

    /** Devices that nobody has divided, whose stream is the test's own. */
    private final class OneShare implements ShareStreams {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Optional<Present> holder(int share) {
            return Optional.empty();
        }

        @Override
        public Optional<HttpResponse<InputStream>> listen(int share, Asked asked) {
            try {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.actualPort() + "/share"))
                        .build();
                return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofInputStream()));
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    private Socket client() throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(LITTLE);
        client.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
        client.getOutputStream()
                .write("GET /api/v3/rule/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        // Its answer has begun, with what it is told first.
        assertThat(client.getInputStream().read()).isEqualTo('H');
        return client;
    }

    private Duration stop() {
        long from = System.nanoTime();
        relays.stop(new ShutdownDelayInitiatedEvent());
        return Duration.ofNanos(System.nanoTime() - from);
    }

    @Test
    void clients_that_do_not_read_keep_a_stop_for_a_second_however_many_they_are() throws Exception {
        event = LARGE;
        for (int i = 0; i < STUCK; i++) {
            client();
        }

        assertThat(stop()).isLessThan(Duration.ofSeconds(STUCK));
    }

    @Test
    void a_client_that_reads_is_told_that_the_service_stops() throws Exception {
        event = SMALL;
        Socket client = client();

        assertThat(stop()).isLessThan(Duration.ofSeconds(1));

        StringBuilder heard = new StringBuilder();
        await().until(() -> {
            while (client.getInputStream().available() > 0) {
                heard.append((char) client.getInputStream().read());
            }
            return heard.toString().contains("the service is stopping");
        });
        assertThat(heard).contains("id:0=1", "event:closed");
    }
}
