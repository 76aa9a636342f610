package io.hearth.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class OpenApiTest {
    private static final String API = "/core-command/api/v3";

    @ParameterizedTest
    @CsvSource({
        "/device/name/{device}, get, 200",
        "/device/name/{device}/{command}, get, 200",
        "/device/name/{device}/{command}, put, 200",
        "/device/name/{device}/{command}, put, 423",
        "/device/name/{device}/{command}, put, 504",
        "/command/journal, get, 200",
        "/command/batch, post, 207",
        "/command/hold/device/name/{device}, get, 200"
    })
    void every_route_has_an_example_that_is_json(String path, String method, String status) {
        JsonNode examples = document()
                .path("paths")
                .path(API + path)
                .path(method)
                .path("responses")
                .path(status)
                .path("content")
                .path("application/json")
                .path("examples");

        assertThat(examples).as(path + " " + method).hasSize(1);
        JsonNode value = examples.elements().next().get("value");
        JsonNode json = value.isTextual() ? json(value.textValue()) : value;
        assertThat(json.isArray() ? json.get(0).get("apiVersion") : json.get("apiVersion"))
                .as(value.toString())
                .isNotNull();
    }

    @Test
    void a_set_says_what_may_be_asked_beside_it() {
        JsonNode put = document()
                .path("paths")
                .path(API + "/device/name/{device}/{command}")
                .path("put");

        assertThat(put.path("parameters").findValuesAsText("name"))
                .contains("confirm", "hearth-hold", "X-Hearth-Caller", "X-Hearth-Command-Id");
    }

    private static JsonNode document() {
        return json(
                given().accept("application/json").get("/q/openapi?format=json").asString());
    }

    private static JsonNode json(String text) {
        return ScriptedDeviceService.json(text.getBytes(StandardCharsets.UTF_8));
    }
}
