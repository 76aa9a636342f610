package io.hearth.runtime.keeper;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.runtime.live.WithKeeper;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /secret}, and core-keeper at the far end of the network. */
@QuarkusTest
@QuarkusTestResource(value = WithKeeper.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithRedis.class, restrictToAnnotatedClass = true)
class SecretResourceTest {
    private static final String ID = "e6e8a2f4-eb14-4649-9e2b-175247911369";
    private static final String SECRET = """
            {"apiVersion":"v3","requestId":"%s","secretName":"broker",
             "secretData":[{"key":"username","value":"u"},{"key":"password","value":"p"}]}""".formatted(ID);

    @BeforeEach
    void up() {
        WithKeeper.up();
    }

    @AfterEach
    void away() {
        WithKeeper.down();
    }

    private static ValidatableResponse post(String service, String body) {
        return given().contentType("application/json")
                .body(body)
                .post(service + "/api/v3/secret")
                .then();
    }

    @Test
    void a_secret_is_kept_in_core_keeper_where_EdgeX_keeps_it_without_a_secret_store() {
        post("", SECRET)
                .statusCode(201)
                .header("Content-Type", equalTo("application/json"))
                .body("apiVersion", equalTo("v3"))
                .body("requestId", equalTo(ID))
                .body("statusCode", equalTo(201));

        assertThat(WithKeeper.stored("edgex/v4/test-service/Writable/InsecureSecrets/broker")
                        .toString())
                .contains("\"SecretName\":\"broker\"")
                .contains("\"SecretData\":{\"username\":\"u\",\"password\":\"p\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"broker\" | \"\" | secretName",
                "\\[.*\\] | [] | secretData",
                "\\[.*\\] | [null] | secretData",
                "\"username\" | \"\" | key",
                "\"value\":\"u\" | \"value\":\"\" | value",
                "\"v3\" | \"\" | apiVersion",
                "e6e8a2f4 | x | requestId",
                "broker | a:b | a:b"
            })
    void a_secret_that_lacks_something_is_refused_by_the_name_of_the_field(String from, String to, String field) {
        post("", SECRET.replaceFirst(from, to)).statusCode(400).body("message", containsString(field));
    }

    @Test
    void a_secret_that_core_keeper_does_not_take_is_503_and_not_said_to_be_kept() {
        WithKeeper.down();
        post("", SECRET)
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("requestId", equalTo(ID))
                .body("message", containsString("core-keeper"));
    }

    @Test
    void there_are_no_secrets_of_a_service_that_is_not_here() {
        post("/core-nothing", SECRET).statusCode(404).body("message", equalTo("Not Found"));
    }
}
