package io.hearth.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many things in one request; the far end is a server that answers as EdgeX's does. */
class LoadingTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile IntPredicate known = number -> false;
    private volatile IntPredicate bad = number -> false;
    private HttpServer server;

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
    void many_devices_are_added_in_a_few_requests() throws Exception {
        load(450);

        assertThat(asked).containsExactly("POST 200", "POST 200", "POST 50");
    }

    @Test
    void only_what_is_known_already_is_brought_up_to_date() throws Exception {
        known = number -> number % 100 == 0;

        load(250);

        assertThat(asked).containsExactly("POST 200", "PATCH 2", "POST 50", "PATCH 1");
    }

    @Test
    void one_that_is_refused_is_named_with_the_reason() {
        bad = number -> number == 7;

        assertThatThrownBy(() -> load(10))
                .isInstanceOf(Refused.class)
                .hasMessage("core-metadata refused device d-7: 400 no");
    }

    private void load(int devices) throws Refused, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        new Loading(uri, uri)
                .devices(IntStream.range(0, devices)
                        .<JsonNode>mapToObj(
                                number -> JsonNodeFactory.instance.objectNode().put("name", "d-" + number))
                        .toList());
    }

    private void reply(HttpExchange exchange) throws IOException {
        JsonNode request = new JsonMapper().readTree(exchange.getRequestBody());
        boolean post = exchange.getRequestMethod().equals("POST");
        asked.add(exchange.getRequestMethod() + " " + request.size());
        var items = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : request) {
            int number =
                    Integer.parseInt(item.path("device").path("name").asText().substring(2));
            int status = bad.test(number) ? 400 : post && known.test(number) ? 409 : 201;
            items.addObject().put("statusCode", status).put("message", "no");
        }
        byte[] body = items.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(207, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
