package io.hearth.device.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.DeviceConfig;
import io.hearth.device.Samples;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatingStatesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** What core-metadata answers of a device; 200 of all others. */
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private OperatingStates states;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v3/device", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        DeviceConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(DeviceConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("hearth.device.metadata-url", url), "test", 100))
                .build()
                .getConfigMapping(DeviceConfig.class);
        DeviceCatalog catalog = new DeviceCatalog(Samples.RULES);
        catalog.become(Samples.home());
        states = new OperatingStates(catalog, config);
        states.start(new StartupEvent());
    }

    @AfterEach
    void stop() {
        states.stop(new ShutdownEvent());
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode device = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class)
                    .at("/0/device");
            String name = device.path("name").asText();
            asked.add(name + " " + device.path("operatingState").asText());
            byte[] body = Json.bytes(
                    List.of(Map.of("apiVersion", "v3", "statusCode", answers.getOrDefault(name, 200), "message", "")));
            exchange.sendResponseHeaders(207, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void what_is_refused_is_given_up() {
        answers.put("boiler", 404);
        states.set("boiler", OperatingState.DOWN);
        states.set("bedroom", OperatingState.DOWN);
        await().atMost(SOON).until(() -> asked.contains("bedroom DOWN"));
        // Later than it would have been tried again.
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(asked).containsExactly("boiler DOWN", "bedroom DOWN");

        answers.clear();
        states.set("boiler", OperatingState.UP);
        await().atMost(SOON).until(() -> asked.contains("boiler UP"));
    }

    @Test
    void one_that_cannot_be_set_now_is_tried_again_with_the_last_wish_and_keeps_no_other_waiting() {
        answers.put("boiler", 500);
        states.set("boiler", OperatingState.DOWN);
        await().atMost(SOON).until(() -> asked.contains("boiler DOWN"));
        states.set("bedroom", OperatingState.DOWN);
        states.set("livingroom", OperatingState.DOWN);
        await().atMost(SOON).until(() -> asked.containsAll(List.of("bedroom DOWN", "livingroom DOWN")));

        states.set("boiler", OperatingState.UP);
        answers.clear();
        await().atMost(SOON).until(() -> asked.contains("boiler UP"));
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(asked).endsWith("boiler UP").containsOnlyOnce("bedroom DOWN", "livingroom DOWN");
    }
}
