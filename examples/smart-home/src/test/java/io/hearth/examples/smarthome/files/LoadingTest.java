package io.hearth.examples.smarthome.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.examples.Loading;
import io.hearth.examples.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The far end of the network is a server that answers as EdgeX's does. */
class LoadingTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile Function<String, Reply> answers = request -> new Reply(207, "{\"statusCode\":201}");

    /** The same item for each thing that is asked for. */
    private record Reply(int status, String item) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::reply);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everything_is_posted_devices_after_profiles_and_rules_last() throws Exception {
        load();

        assertThat(asked)
                .containsExactly("POST /api/v3/deviceprofile 2", "POST /api/v3/device 3", "POST /api/v3/rule 1");
    }

    @Test
    void what_is_known_already_is_brought_up_to_date() throws Exception {
        answers = request -> request.startsWith("POST")
                ? new Reply(207, "{\"statusCode\":409,\"message\":\"name in use\"}")
                : new Reply(207, "{\"statusCode\":200}");

        load();

        assertThat(asked)
                .contains("PUT /api/v3/deviceprofile 2", "PATCH /api/v3/device 3", "PUT /api/v3/rule 1")
                .hasSize(6);
    }

    @Test
    void a_refusal_inside_a_multi_status_is_told_with_its_reason() {
        answers = request -> request.endsWith("/device")
                ? new Reply(207, "{\"statusCode\":400,\"message\":\"service device-mqtt does not exist\"}")
                : new Reply(207, "{\"statusCode\":201}");

        assertThatThrownBy(this::load)
                .isInstanceOf(Refused.class)
                .hasMessage("core-metadata refused device livingroom: 400 service device-mqtt does not exist");
    }

    @Test
    void a_service_that_is_not_up_is_told_in_one_line() {
        server.stop(0);

        assertThatThrownBy(this::load)
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("core-metadata does not answer at http://127.0.0.1:")
                .hasMessageContaining("./hearth up")
                .hasMessageNotContaining("\n");
    }

    private void load() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        new Loading(uri, uri).load(HomeFiles.in(Path.of("")).files());
    }

    private void reply(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        int things = new JsonMapper().readTree(exchange.getRequestBody()).size();
        asked.add(request + " " + things);
        Reply reply = answers.apply(request);
        byte[] body = ("[" + String.join(",", Collections.nCopies(things, reply.item())) + "]")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
