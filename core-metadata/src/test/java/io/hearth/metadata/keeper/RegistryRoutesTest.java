package io.hearth.metadata.keeper;

import static io.hearth.metadata.Given.unique;
import static io.hearth.metadata.keeper.Keeper.delete;
import static io.hearth.metadata.keeper.Keeper.get;
import static io.hearth.metadata.keeper.Keeper.post;
import static io.hearth.metadata.keeper.Keeper.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpServer;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EdgeX API, core-keeper: registry routes, and health checks of a service that is really there. */
@QuarkusTest
@TestProfile(RegistryRoutesTest.QuickChecks.class)
@QuarkusTestResource(value = WithRedis.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
class RegistryRoutesTest {
    public static final class QuickChecks implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hearth.metadata.keeper.min-health-check-interval", "50ms");
        }
    }

    private final String id = unique("service");
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer service;

    @BeforeEach
    void serve() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/api/v3/ping", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        service.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private String registration(String fields) {
        return """
                {"apiVersion":"v3","registration":{"serviceId":"%s","host":"127.0.0.1","port":%d,
                 "healthCheck":{"interval":"100ms","path":"/api/v3/ping","type":"http"}%s}}""".formatted(id, service.getAddress().getPort(), fields);
    }

    private void isSoon(String expected) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> get("/registry/serviceId/" + id).body("registration.status", equalTo(expected)));
    }

    @Test
    void a_registered_service_is_found_by_its_key_and_in_the_list() {
        post("/registry", registration(""))
                .statusCode(201)
                .body("serviceName", equalTo(id))
                .body("apiVersion", equalTo("v3"));

        get("/registry/serviceId/" + id)
                .statusCode(200)
                .body("statusCode", equalTo(200))
                .body("registration.serviceId", equalTo(id))
                .body("registration.host", equalTo("127.0.0.1"))
                .body("registration.port", equalTo(service.getAddress().getPort()))
                .body("registration.healthCheck.interval", equalTo("100ms"))
                .body("registration.healthCheck.path", equalTo("/api/v3/ping"))
                .body("registration.healthCheck.type", equalTo("http"));
        get("/registry/all").statusCode(200).body("registrations.serviceId", hasItem(id));
    }

    @Test
    void the_health_check_is_answered_under_both_names_that_EdgeX_has_for_it_and_taken_under_either() {
        post("/registry", registration("").replace("healthCheck", "HealthCheck"))
                .statusCode(201);

        get("/registry/serviceId/" + id)
                .body("registration.HealthCheck.interval", equalTo("100ms"))
                .body("registration.healthCheck.interval", equalTo("100ms"));
        String ours = "registrations.find { it.serviceId == '" + id + "' }.";
        get("/registry/all")
                .body(ours + "HealthCheck.path", equalTo("/api/v3/ping"))
                .body(ours + "healthCheck.path", equalTo("/api/v3/ping"));
    }

    @Test
    void a_service_is_up_while_its_health_check_answers_and_down_while_it_does_not() {
        post("/registry", registration("")).statusCode(201);
        isSoon("UP");
        assertThat(get("/registry/serviceId/" + id).extract().jsonPath().getLong("registration.lastConnected"))
                .isGreaterThan(1_700_000_000_000L);

        status.set(500);
        isSoon("DOWN");
        status.set(204);
        isSoon("UP");
        service.stop(0);
        isSoon("DOWN");
    }

    @Test
    void a_service_whose_answer_never_ends_is_up_for_what_it_began_with() {
        post("/registry", registration("").replace("/api/v3/ping", "/endless")).statusCode(201);
        isSoon("UP");
    }

    @Test
    void a_registration_that_says_too_much_is_413_and_changes_nothing() {
        String much = registration("").replace("/api/v3/ping", "/" + "p".repeat(8192));
        post("/registry", much).statusCode(413).body("message", containsString("8192"));
        get("/registry/serviceId/" + id).statusCode(404);

        post("/registry", registration("")).statusCode(201);
        put("/registry", much).statusCode(413);
        get("/registry/serviceId/" + id).body("registration.healthCheck.path", equalTo("/api/v3/ping"));
    }

    @Test
    void a_key_that_is_registered_already_is_409() {
        post("/registry", registration("")).statusCode(201);
        post("/registry", registration("")).statusCode(409).body("statusCode", equalTo(409));
    }

    @Test
    void a_service_can_be_registered_anew_and_keeps_when_it_was_created() {
        post("/registry", registration(""));
        long created = get("/registry/serviceId/" + id).extract().jsonPath().getLong("registration.created");
        service.stop(0);

        put("/registry", registration("").replace("100ms", "1h"))
                .statusCode(204)
                .body(emptyString());

        get("/registry/serviceId/" + id)
                .body("registration.healthCheck.interval", equalTo("1h"))
                .body("registration.created", equalTo(created));
    }

    @Test
    void of_a_field_that_comes_twice_in_another_letter_case_the_last_counts_as_in_Go() {
        post("/registry", registration("")).statusCode(201);

        put("/registry", registration("").replace("\"http\"}", "\"http\",\"Interval\":\"1h\"}"))
                .statusCode(204);
        get("/registry/serviceId/" + id).body("registration.healthCheck.interval", equalTo("1h"));

        put("/registry", registration("").replace("\"http\"}", "\"http\",\"Interval\":\"\"}"))
                .statusCode(400)
                .body("message", containsString("interval"));
    }

    @Test
    void a_stopped_service_is_listed_only_when_asked_for_and_not_asked_any_more() {
        post("/registry", registration(""));
        isSoon("UP");
        put("/registry", registration(",\"status\":\"HALT\"")).statusCode(204);

        get("/registry/all").body("registrations.serviceId", not(hasItem(id)));
        get("/registry/all?deregistered=true").body("registrations.serviceId", hasItem(id));
        get("/registry/serviceId/" + id).body("registration.status", equalTo("HALT"));
    }

    @Test
    void a_removed_service_is_gone() {
        post("/registry", registration(""));
        delete("/registry/serviceId/" + id).statusCode(204);
        get("/registry/serviceId/" + id).statusCode(404).body("statusCode", equalTo(404));
        delete("/registry/serviceId/" + id).statusCode(404);
        put("/registry", registration("")).statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"serviceId\":\"[^\"]*\" | \"serviceId\":\"\" | serviceId",
                "\"host\":\"127.0.0.1\" | \"host\":\"\" | host",
                "\"port\":[0-9]+ | \"port\":0 | port",
                "\"port\":[0-9]+ | \"port\":65536 | port",
                "100ms | 10t | interval",
                "\"type\":\"http\" | \"type\":\"\" | type",
                "\"path\":\"/api/v3/ping\" | \"path\":\"\" | path",
                "\"apiVersion\":\"v3\", | '' | apiVersion",
            })
    void a_registration_that_lacks_something_is_refused_by_the_name_of_the_field(String from, String to, String field) {
        String body = registration("").replaceFirst(from, to);
        post("/registry", body).statusCode(400).body("message", containsString(field));
        put("/registry", body).statusCode(400);
        get("/registry/serviceId/" + id).statusCode(404);
    }

    @Test
    void an_interval_shorter_than_the_least_is_taken_as_the_least() {
        post("/registry", registration("").replace("100ms", "1ns")).statusCode(201);
        await().until(() -> asked.get() >= 3);
        int before = asked.get();
        long from = System.nanoTime();
        await().until(() -> asked.get() >= before + 4);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(100));
    }
}
