package io.hearth.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An image's health check against a service that answers, one that is not ready, one that is not there and one that hangs. */
class HealthyTest {
    private HttpServer service;

    @AfterEach
    void stop() {
        if (service != null) {
            service.stop(0);
        }
    }

    @Test
    void a_service_that_is_ready_is_healthy() throws IOException {
        assertThat(Healthy.ready(serviceThatAnswers(200, "{\"status\":\"UP\"}")))
                .isTrue();
    }

    @Test
    void a_service_that_lacks_something_is_not() throws IOException {
        assertThat(Healthy.ready(serviceThatAnswers(503, "{\"status\":\"DOWN\"}")))
                .isFalse();
    }

    @Test
    void nor_is_one_that_is_not_there() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(Healthy.ready(port)).isFalse();
    }

    @Test
    void what_is_missing_is_in_what_a_visit_brings_back() throws IOException {
        String answer = Visit.of(serviceThatAnswers(503, "{\"reason\":\"Redis does not answer\"}"), "/q/health/ready");

        assertThat(answer).contains(" 503 ").contains("Redis does not answer");
    }

    private int serviceThatAnswers(int status, String body) throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/q/health/ready", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        service.start();
        return service.getAddress().getPort();
    }
}
