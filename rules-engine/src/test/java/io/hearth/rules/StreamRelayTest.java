package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.front.Asked;
import io.hearth.rules.replica.Present;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client of a relayed stream is told when a share cannot be listened to. */
class StreamRelayTest {
    private static final int SHARES = 2;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger over = new AtomicInteger();

    @AfterEach
    void close() {
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Shares that are listened to in vain. */
    private record Failing(Consumer<Integer> listening) implements ShareStreams {
        @Override
        public int count() {
            return SHARES;
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
            listening.accept(share);
            return Optional.empty();
        }
    }

    private HttpResponse<String> stream(ShareStreams shares) throws Exception {
        Asked asked = new Asked("GET", "/api/v3/rule/stream", "labels=a|b", Map.of(), new byte[0]);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(
                        request -> new StreamRelay(shares, asked, request.response()).start(over::incrementAndGet))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_client_whose_query_is_no_uri_is_refused_as_with_any_other_request() throws Exception {
        HttpResponse<String> answer = stream(new Failing(share -> {
            throw new IllegalArgumentException("Illegal character in query");
        }));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("cannot be passed on", "Illegal character in query");
        await().until(() -> over.get() == SHARES);
    }

    @Test
    void an_error_leaves_the_client_which_can_come_back_and_is_counted() {
        long before = Faults.count();

        assertThatThrownBy(() -> stream(new Failing(share -> {
                    throw new AssertionError("unforeseen");
                })))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);

        await().until(() -> over.get() == SHARES);
        assertThat(Faults.count()).isGreaterThan(before);
    }
}
