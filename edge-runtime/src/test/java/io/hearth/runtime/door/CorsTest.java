package io.hearth.runtime.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EdgeX's {@code Service.CORSConfiguration}, of the door through which a request comes. */
@QuarkusTest
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithRedis.class)
class CorsTest {
    private static final String ORIGIN = "Access-Control-Allow-Origin";

    @Inject
    LiveConfig live;

    private void set(String name, String value) {
        live.set("test-service", "Service/CORSConfiguration/" + name, value);
    }

    @AfterEach
    void off() {
        set("EnableCORS", "false");
        set("CORSAllowCredentials", "false");
        set("CORSAllowedOrigin", "https://localhost");
    }

    private static RequestSpecification page() {
        return given().header("Origin", "http://localhost").header("Access-Control-Request-Method", "GET");
    }

    @Test
    void pages_of_other_origins_are_allowed_nothing_unless_it_is_enabled() {
        page().get("/api/v3/ping").then().statusCode(200).header(ORIGIN, nullValue());
        page().options("/api/v3/ping").then().statusCode(405).header(ORIGIN, nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v3/ping", "/test-service/api/v3/ping", "/api/v3/thing/all"})
    void a_preflight_is_told_what_is_allowed(String path) {
        set("EnableCORS", "true");

        page().options(path)
                .then()
                .statusCode(204)
                .header(ORIGIN, equalTo("https://localhost"))
                .header("Access-Control-Allow-Methods", equalTo("GET, POST, PUT, PATCH, DELETE"))
                .header("Access-Control-Allow-Headers", containsString("X-Correlation-ID"))
                .header("Access-Control-Max-Age", equalTo("3600"))
                .header("Vary", containsString("Origin"))
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Access-Control-Expose-Headers", nullValue());
    }

    @Test
    void an_answer_to_a_page_says_which_headers_it_may_see() {
        set("EnableCORS", "true");
        set("CORSAllowCredentials", "true");
        set("CORSAllowedOrigin", "http://localhost");

        page().get("/api/v3/ping")
                .then()
                .statusCode(200)
                .header(ORIGIN, equalTo("http://localhost"))
                .header("Access-Control-Allow-Credentials", equalTo("true"))
                .header("Access-Control-Expose-Headers", containsString("Content-Length"))
                .header("Vary", containsString("Origin"))
                .header("Access-Control-Allow-Methods", nullValue())
                .body("serviceName", equalTo("test-service"));
        given().get("/api/v3/ping").then().statusCode(200).header(ORIGIN, nullValue());
    }

    @Test
    void one_service_s_setting_is_not_another_one_s() {
        set("EnableCORS", "true");

        page().options("/another-service/api/v3/ping").then().statusCode(405).header(ORIGIN, nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://a\r\nSet-Cookie: b", "https://\u00e4"})
    void an_origin_that_is_no_text_for_a_header_is_refused(String origin) {
        assertThatThrownBy(() -> set("CORSAllowedOrigin", origin)).isInstanceOf(IllegalArgumentException.class);
    }
}
