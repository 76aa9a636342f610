package io.hearth.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.hearth.runtime.stop.Stopping;
import io.hearth.runtime.testing.NeverEnding;
import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeAnswersTest {
    private static final int MOST = 1_000;
    private static final Duration GENEROUS = Duration.ofMinutes(1);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        workers.shutdownNow();
    }

    private HttpRequest asked(HttpHandler answer) {
        server.createContext("/", answer);
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .build();
    }

    private static HttpHandler body(int status, int size) {
        return exchange -> {
            exchange.sendResponseHeaders(status, size);
            exchange.getResponseBody().write(new byte[size]);
            exchange.close();
        };
    }

    @Test
    void an_answer_of_any_status_that_is_as_large_as_allowed_is_given() throws Exception {
        try (WholeAnswers answers = new WholeAnswers(GENEROUS, MOST)) {
            var answer = answers.to(asked(body(418, MOST)));

            assertThat(answer.statusCode()).isEqualTo(418);
            assertThat(answer.body()).hasSize(MOST);
        }
    }

    @Test
    void a_service_that_stops_waits_for_one_no_longer_than_for_everything_else() {
        try (WholeAnswers answers = new WholeAnswers(GENEROUS, MOST);
                NeverEnding silent = new NeverEnding(0);
                Stopping stopping = new Stopping(Duration.ofMillis(100))) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(silent.url() + "/")).build();

            assertThatExceptionOfType(HttpTimeoutException.class)
                    .isThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(20), () -> answers.to(request)))
                    .withMessageContaining("no whole answer within");
        }
    }

    @Test
    void an_octet_more_is_a_failure_that_says_how_many_are_allowed() {
        try (WholeAnswers answers = new WholeAnswers(GENEROUS, MOST)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> answers.to(asked(body(200, MOST + 1))))
                    .withMessageContaining(Integer.toString(MOST));
        }
    }

    @Test
    void a_body_without_end_is_left_at_the_bound() {
        try (WholeAnswers answers = new WholeAnswers(GENEROUS, MOST)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> answers.to(asked(this::endless)))
                    .withMessageContaining(Integer.toString(MOST));
        }
    }

    @Test
    void a_body_that_stands_still_after_its_headers_is_left_when_the_time_is_over() {
        try (WholeAnswers answers = new WholeAnswers(Duration.ofMillis(300), MOST)) {
            assertThatExceptionOfType(HttpTimeoutException.class)
                    .isThrownBy(() -> answers.to(asked(this::stuck)))
                    .withMessageContaining("300 ms");
        }
    }

    @Test
    void nobody_there_is_a_failure_with_a_reason() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RealProcess.freePort()))
                .build();
        try (WholeAnswers answers = new WholeAnswers(GENEROUS, MOST)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> answers.to(request))
                    .satisfies(failure -> assertThat(failure.getMessage()).isNotBlank());
        }
    }

    private void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (over.getCount() > 0) {
            exchange.getResponseBody().write(new byte[100]);
            exchange.getResponseBody().flush();
        }
    }

    private void stuck(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(new byte[10]);
        exchange.getResponseBody().flush();
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
