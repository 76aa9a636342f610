package io.hearth.rules.description;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.book.RuleBook;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI description of the service's routes shows an example of each request and answer; OpenApiErrorsTest asks whether those of errors are true. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class OpenApiExamplesTest {
    private static final String ROUTES = "/rules-engine/api/v3/";
    private static final List<String> OURS = List.of("rule", "alarm", "silence", "action");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    @Inject
    RuleBook book;

    private JsonNode description;

    /** A route with what the description says of it. */
    private record Route(String method, String path, JsonNode operation) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A request's body, or an answer. */
    private record Shown(String where, JsonNode content) {
        JsonNode schema() {
            return content.path("schema");
        }

        List<JsonNode> examples() {
            return content.path("examples").properties().stream()
                    .map(example -> example.getValue().path("value"))
                    .toList();
        }
    }

    @BeforeEach
    void read() throws IOException {
        await().untilAsserted(book::requireLoaded);
        description = Json.mapper()
                .readTree(given().accept("application/json")
                        .get("/q/openapi?format=json")
                        .asString());
    }

    @AfterEach
    void none() {
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
        given().get("/api/v3/silence/all")
                .jsonPath()
                .getList("silences.id", String.class)
                .forEach(id -> given().delete("/api/v3/silence/id/{id}", id));
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            boolean ours = OURS.stream().anyMatch(one -> path.getKey().matches(ROUTES + one + "(/.*)?"));
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (ours && METHODS.contains(operation.getKey())) {
                    routes.add(new Route(operation.getKey(), path.getKey(), operation.getValue()));
                }
            }
        }
        return routes;
    }

    private static List<Shown> shown(Route route) {
        List<Shown> shown = new ArrayList<>();
        JsonNode body = route.operation().path("requestBody");
        if (!body.isMissingNode()) {
            shown.add(new Shown(route + " request", content(body)));
        }
        route.operation()
                .path("responses")
                .properties()
                .forEach(answer -> shown.add(new Shown(route + " " + answer.getKey(), content(answer.getValue()))));
        return shown;
    }

    private static JsonNode content(JsonNode of) {
        JsonNode content = of.path("content");
        return content.isEmpty() ? content : content.elements().next();
    }

    @Test
    void each_request_and_each_answer_of_each_route_has_an_example() {
        SoftAssertions all = new SoftAssertions();
        routes().forEach(route -> {
            List<Shown> shown = shown(route);
            all.assertThat(route.operation().path("responses").fieldNames())
                    .toIterable()
                    .as(route + " says what it answers when all is well")
                    .anyMatch(status -> status.startsWith("2"));
            shown.forEach(one -> all.assertThat(one.examples()).as(one.where()).isNotEmpty());
        });
        all.assertThat(routes()).hasSizeGreaterThan(40);
        all.assertAll();
    }

    @Test
    void each_route_that_needs_what_is_stored_says_that_it_may_not_be_able_to_now() {
        assertThat(routes().stream()
                        .filter(route -> !route.operation().path("responses").has("503"))
                        .map(Route::toString))
                .containsExactly("get " + ROUTES + "rule/schema");
    }

    @Test
    void each_example_is_of_its_schema_and_has_no_field_that_the_schema_does_not_know() {
        ObjectNode schemas = description.at("/components/schemas").deepCopy();
        schemas.forEach(schema -> {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        SoftAssertions all = new SoftAssertions();
        routes().stream().flatMap(route -> shown(route).stream()).forEach(one -> {
            all.assertThat(one.schema()).as(one.where() + " has a schema").isNotEmpty();
            one.examples().forEach(example -> all.assertThat(errors(one.schema(), schemas, example))
                    .as(one.where() + " " + example)
                    .isEmpty());
        });
        all.assertAll();
    }

    private static List<String> errors(JsonNode schema, ObjectNode schemas, JsonNode example) {
        ObjectNode whole = schema.deepCopy();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.putObject("components").set("schemas", schemas);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(example)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void each_example_of_a_request_is_taken_by_the_service() {
        SoftAssertions all = new SoftAssertions();
        for (Route route : routes()) {
            JsonNode body = content(route.operation().path("requestBody"));
            for (JsonNode example : new Shown("", body).examples()) {
                String path = path(route.path(), example);
                int status = given().contentType("application/json")
                        .body(example.toString())
                        .request(Method.valueOf(route.method().toUpperCase(Locale.ROOT)), path)
                        .statusCode();
                all.assertThat(status).as(path + " " + example).isNotIn(400, 405, 500);
                all.assertThat(route.operation().path("responses").has(Integer.toString(status)))
                        .as(route + " says that it may answer " + status)
                        .isTrue();
            }
        }
        all.assertAll();
    }

    /** With something in place of what the path leaves open. */
    private static String path(String path, JsonNode example) {
        return path.replace("/rules-engine", "")
                .replace("{name}", "boiler-on-when-cold")
                .replace("{id}", "0c9b9ab3-7d0e-3a04-b3a5-0a45d9dd34d1")
                .replace("{act}", example.has("for") ? "shelve" : "comment");
    }
}
