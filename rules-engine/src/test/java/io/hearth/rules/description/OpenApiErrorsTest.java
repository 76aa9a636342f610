package io.hearth.rules.description;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the OpenAPI description shows as the message of an error is what the service says. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class OpenApiErrorsTest {
    private static final String ROUTES = "/rules-engine/api/v3";

    /** Route, status, whether the rule of the examples is there, and what is sent: a body, or a query. */
    private static final List<Provoked> PROVOKED = """
            POST /rule                                         | 400 | -     | {"name":"a","when":{"device":"livingroom","resource":"temperature","below":"cold"}}
            POST /rule                                         | 409 | there | BOILER
            PUT /rule                                          | 400 | -     | {"name":"a","when":{"device":"livingroom","resource":"temperature","below":"cold"}}
            PUT /rule                                          | 404 | -     | BOILER
            PATCH /rule                                        | 400 | there | {"name":"boiler-on-when-cold","severity":"loud"}
            PATCH /rule                                        | 404 | -     | {"name":"boiler-on-when-cold","severity":"critical"}
            GET /rule/name/{name}                              | 404 | -     |
            DELETE /rule/name/{name}                           | 404 | -     |
            PUT /rule/name/{name}/enable                       | 404 | -     |
            PUT /rule/name/{name}/disable                      | 404 | -     |
            GET /rule/name/{name}/devices                      | 404 | -     |
            POST /rule/devices                                 | 400 | -     | {"name":"a","when":{"resource":"temperature","below":20}}
            GET /rule/name/{name}/version/all                  | 404 | -     |
            GET /rule/name/{name}/version/{version}            | 404 | there |
            POST /rule/name/{name}/version/{version}/restore   | 404 | there |
            POST /rule/deleted/id/{id}/restore                 | 404 | -     |
            POST /rule/import                                  | 400 | -     | [{"name":"a","when":{"device":"d","absent":"1m"}},{"name":"b","severity":"loud","when":{"device":"d","absent":"1m"}}]
            GET /rule/name/{name}/figures                      | 404 | -     |
            POST /rule/try                                     | 400 | -     | {"rule":BOILER,"readings":[{"offset":"soon","device":"livingroom","resource":"temperature","value":19.5}]}
            POST /rule/try                                     | 404 | -     | {"name":"boiler-on-when-cold","readings":[]}
            POST /rule/backtest                                | 400 | -     | {"rule":BOILER,"to":"2026-01-08T00:00:00Z"}
            POST /rule/backtest                                | 404 | -     | {"name":"boiler-on-when-cold","from":"2026-01-01T00:00:00Z"}
            GET /rule/name/{name}/why                          | 404 | there | ?device=kitchen
            GET /alarm/id/{id}                                 | 404 | -     |
            PUT /alarm/id/{id}/{act}                           | 400 | -     | {"for":"soon"}
            PUT /alarm/id/{id}/{act}                           | 404 | -     | {"for":"2h"}
            POST /alarm/id/{id}/{act}                          | 400 | -     | {"for":"soon"}
            POST /alarm/id/{id}/{act}                          | 404 | -     | {"for":"2h"}
            PUT /alarm/{act}                                   | 400 | -     | {"comment":"x"}
            POST /alarm/{act}                                  | 400 | -     | {"comment":"x"}
            POST /silence                                      | 400 | -     | {"label":"heating","for":"soon"}
            GET /silence/id/{id}                               | 404 | -     |
            DELETE /silence/id/{id}                            | 404 | -     |
            """.lines().map(Provoked::of).toList();

    /** What needs a full store, another Hearth, an alarm or a core-data that is gone. */
    private static final Set<String> NOT_PROVOKED = Set.of(
            "POST /rule 413",
            "POST /rule/import 413",
            "POST /rule/name/{name}/version/{version}/restore 409",
            "POST /rule/deleted/id/{id}/restore 409",
            "POST /rule/try 413",
            "POST /rule/try 502",
            "POST /rule/backtest 413",
            "POST /rule/backtest 502",
            "GET /rule/name/{name}/why 400",
            "PUT /alarm/id/{id}/{act} 409",
            "POST /alarm/id/{id}/{act} 409",
            "POST /silence 413");

    @Inject
    RuleBook book;

    @Inject
    RedisBatch redis;

    private JsonNode paths;

    private record Provoked(String method, String path, String status, boolean there, String sent) {
        static Provoked of(String line) {
            String[] cells = line.split("\\|", -1);
            String[] route = cells[0].strip().split(" ");
            return new Provoked(
                    route[0],
                    route[1],
                    cells[1].strip(),
                    cells[2].strip().equals("there"),
                    cells[3].strip().replace("BOILER", Given.BOILER));
        }

        @Override
        public String toString() {
            return method + " " + path + " " + status;
        }
    }

    @BeforeEach
    void read() throws IOException {
        await().untilAsserted(book::requireLoaded);
        none();
        paths = Json.mapper()
                .readTree(given().accept("application/json")
                        .get("/q/openapi?format=json")
                        .asString())
                .path("paths");
    }

    @AfterEach
    void none() {
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
    }

    @Test
    void each_is_what_the_service_says() {
        SoftAssertions all = new SoftAssertions();
        PROVOKED.forEach(one -> {
            none();
            if (one.there()) {
                given().contentType("application/json").body(Given.BOILER).post("/api/v3/rule");
            }
            Response answer = answer(one);
            all.assertThat(answer.statusCode()).as(one.toString()).isEqualTo(Integer.parseInt(one.status()));
            all.assertThat(answer.jsonPath().getString("message"))
                    .as(one.toString())
                    .isEqualTo(shown(one));
        });
        all.assertAll();
    }

    @Test
    void none_is_shown_that_nobody_provokes() {
        Set<String> shown = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                operation.getValue().path("responses").fieldNames().forEachRemaining(status -> {
                    if (path.getKey().matches(ROUTES + "/(rule|alarm|silence|action)(/.*)?")
                            && status.startsWith("4") | status.equals("502")) {
                        shown.add(operation.getKey().toUpperCase(Locale.ROOT) + " "
                                + path.getKey().substring(ROUTES.length()) + " " + status);
                    }
                });
            }
        }
        shown.removeAll(NOT_PROVOKED);

        assertThat(shown).isEqualTo(PROVOKED.stream().map(Provoked::toString).collect(Collectors.toSet()));
    }

    @Test
    void what_cannot_be_answered_now_is_shown_as_the_service_says_it_before_the_rules_are_there() {
        RuleBook notOpened = RuleBook.own(new RuleStore(FencedRedis.open(redis)), Clock.systemUTC(), 1);

        assertThatThrownBy(notOpened::requireLoaded).hasMessage(shown(Provoked.of("GET /rule/all | 503 | - |")));
    }

    private static Response answer(Provoked one) {
        boolean isQuery = one.sent().startsWith("?");
        RequestSpecification request = given().contentType("application/json");
        if (!one.sent().isEmpty() && !isQuery) {
            request.body(one.sent());
        }
        return request.request(
                Method.valueOf(one.method()), "/api/v3" + filled(one.path()) + (isQuery ? one.sent() : ""));
    }

    /** By the names and ids of the examples. */
    private static String filled(String path) {
        String id = path.startsWith("/rule")
                ? "0f3a1c9e-6f0e-4f0b-9c41-5f6f2f2a7a10"
                : path.startsWith("/alarm")
                        ? "0c9b9ab3-7d0e-3a04-b3a5-0a45d9dd34d1"
                        : "6a4e4f0e-8c7b-4a55-9a51-2f0f1f2b7f90";
        return path.replace("{name}", "boiler-on-when-cold")
                .replace("{id}", id)
                .replace("{version}", "7")
                .replace("{act}", "shelve");
    }

    private String shown(Provoked one) {
        return paths.path(ROUTES + one.path())
                .path(one.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(one.status())
                .path("content")
                .path("application/json")
                .path("examples")
                .path(one.status())
                .path("value")
                .path("message")
                .asText("nothing");
    }
}
