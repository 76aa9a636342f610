package io.hearth.metadata.uom;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.metadata.UnitsOfMeasure;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class UnitsRoutesTest {
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "text/plain"})
    void units_are_answered_as_JSON(String accept) {
        given().accept(accept)
                .get("/api/v3/uom")
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("application/json"))
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(200))
                .body("uom.source", notNullValue())
                .body("uom.units.temperature.values", hasItems("C", "F", "K"))
                .body("uom.units.electricity.source", notNullValue());
    }

    @Test
    void units_are_answered_as_the_YAML_file_to_those_who_ask_for_it() throws IOException {
        byte[] yaml = given().accept("application/x-yaml")
                .get("/api/v3/uom")
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("application/x-yaml"))
                .extract()
                .asByteArray();

        assertThat(new String(yaml, java.nio.charset.StandardCharsets.UTF_8))
                .contains("Source:")
                .contains("Units:")
                .contains("Values:");
        assertThat(Yaml.read(yaml, UnitsOfMeasure.class).allows("°C")).isTrue();
    }
}
