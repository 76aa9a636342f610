package io.hearth.runtime.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to requests while a door is closed, over a real socket. */
class InFlightTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final InFlight inFlight = new InFlight();
    /** Requests that have come in and wait for the test to answer them. */
    private final Queue<RoutingContext> waiting = new ConcurrentLinkedQueue<>();

    private HttpServer server;

    @BeforeEach
    void listen() {
        Router router = Router.router(vertx);
        router.route().handler(inFlight::take);
        router.get("/at-once").handler(context -> context.end("here"));
        router.get("/later").handler(waiting::add);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return get(HttpClient.Version.HTTP_1_1, path);
    }

    private CompletableFuture<HttpResponse<String>> get(HttpClient.Version version, String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                        .version(version)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void with_no_request_in_flight_there_is_nothing_to_wait_for() {
        assertThat(get("/at-once").join().body()).isEqualTo("here");

        assertThat(inFlight.drain(LONG)).isZero();
    }

    @Test
    void a_request_that_was_taken_is_waited_for_and_answered() throws Exception {
        var answer = get("/later");
        await().until(() -> !waiting.isEmpty());

        // On a thread of its own: the client completes its answers on the common pool, which may have just one.
        FutureTask<Integer> left = new FutureTask<>(() -> inFlight.drain(LONG));
        Thread.ofVirtual().start(left);
        await().until(() -> get("/at-once").join().statusCode() == 503);
        assertThat(left.isDone()).isFalse();
        waiting.remove().end("late");

        assertThat(answer.join().body()).isEqualTo("late");
        assertThat(left.get()).isZero();
    }

    @Test
    void one_that_comes_when_the_door_is_closed_is_503_and_told_to_come_again_over_another_connection() {
        inFlight.drain(LONG);

        HttpResponse<String> refused = get("/at-once").join();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"apiVersion\":\"v3\"", "\"statusCode\":503", "stopping");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.headers().firstValue("Connection")).hasValue("close");
        assertThat(get(HttpClient.Version.HTTP_2, "/at-once").join().statusCode())
                .isEqualTo(503);
    }

    @Test
    void one_that_is_never_answered_is_waited_for_no_longer_than_allowed() {
        get("/later");
        await().until(() -> !waiting.isEmpty());

        assertThat(inFlight.drain(Duration.ofMillis(50))).isEqualTo(1);
    }

    @Test
    void one_whose_client_has_gone_is_not_waited_for() {
        var answer = get("/later");
        await().until(() -> !waiting.isEmpty());

        answer.cancel(true);

        assertThat(inFlight.drain(LONG)).isZero();
    }
}
