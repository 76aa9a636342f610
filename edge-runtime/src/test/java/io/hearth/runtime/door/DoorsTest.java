package io.hearth.runtime.door;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.runtime.testing.RealProcess;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The door of a service that is beside another one in the same process, at any free port. */
@QuarkusTest
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithRedis.class)
class DoorsTest {
    @Inject
    Doors doors;

    @Inject
    LastToStart last;

    @Inject
    Vertx vertx;

    /** The last of all that starts with the application. */
    @Singleton
    static class LastToStart {
        private int port;

        void start(@Observes @Priority(Doors.OPENED - 1) StartupEvent started, Doors doors) {
            port = doors.port(another(doors));
        }
    }

    private static Door another(Doors doors) {
        return doors.all().stream()
                .filter(door -> door.serviceKey().equals("another-service"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_door_is_opened_when_everything_else_has_started() {
        assertThat(last.port).as("not open yet").isZero();
        assertThat(doors.port(another(doors))).isPositive();
    }

    @Test
    void what_comes_through_a_door_is_for_its_service_and_its_configuration_shows_the_port_that_is_open() {
        int port = doors.port(another(doors));

        when().get("http://127.0.0.1:" + port + "/api/v3/config")
                .then()
                .statusCode(200)
                .body("serviceName", equalTo("another-service"))
                .body("config.Service.Port", equalTo(port));
    }

    @Test
    void a_service_is_found_under_its_prefix_and_under_its_key() {
        for (String way : List.of("/another", "/another-service")) {
            when().get("http://127.0.0.1:" + doors.port(another(doors)) + way + "/api/v3/ping")
                    .then()
                    .statusCode(200)
                    .body("serviceName", equalTo("another-service"));
        }
    }

    /** The two that there are have any free one, and Prometheus takes meters of a name with the same tags only. */
    @Test
    void a_server_at_a_port_of_its_own_opens_beside_those_at_any_free_one() throws Exception {
        HttpServer server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(RealProcess.freePort()));
        server.requestHandler(request -> request.response().end("in"));

        server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);

        try {
            when().get("http://127.0.0.1:" + server.actualPort()).then().statusCode(200);
            when().get("/q/metrics")
                    .then()
                    .body(containsString("server_port=\"0\""))
                    .body(containsString("server_port=\"" + server.actualPort() + "\""));
        } finally {
            server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
