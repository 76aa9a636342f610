package io.hearth.contracts.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registered services on the wire. */
class RegistrationJsonTest {
    private static Registration read(String json) throws IOException {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Registration.class);
    }

    @Test
    void it_has_these_fields() throws IOException {
        HealthCheck check = new HealthCheck("10s", "/api/v3/ping", "http");
        Registration one = new Registration(1, 2, "core-data", "UP", "localhost", 59880, check, 3);
        assertThat(Json.read(Json.bytes(one), JsonNode.class))
                .isEqualTo(Json.mapper().readTree("""
                {"created":1,"modified":2,"serviceId":"core-data","status":"UP","host":"localhost","port":59880,
                 "healthCheck":{"interval":"10s","path":"/api/v3/ping","type":"http"},"lastConnected":3}"""));
    }

    @Test
    void an_answer_has_the_health_check_under_the_name_that_Go_writes_too() throws IOException {
        HealthCheck check = new HealthCheck("10s", "/api/v3/ping", "http");
        Registration one = new Registration(1, 2, "core-data", "UP", "localhost", 59880, check, 0);
        JsonNode answered = Json.read(Json.bytes(RegistrationResponse.of(one)), JsonNode.class)
                .get("registration");
        assertThat(answered).isEqualTo(Json.mapper().readTree("""
                {"created":1,"modified":2,"serviceId":"core-data","status":"UP","host":"localhost","port":59880,
                 "healthCheck":{"interval":"10s","path":"/api/v3/ping","type":"http"},
                 "HealthCheck":{"interval":"10s","path":"/api/v3/ping","type":"http"}}"""));
    }

    @Test
    void Go_s_own_name_of_the_health_check_is_read_too() throws IOException {
        assertThat(read("{\"HealthCheck\":{\"interval\":\"1s\"}}").healthCheck().interval())
                .isEqualTo("1s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"status\":\"\"}", "{\"status\":\"up\"}", "{\"status\":\"GREEN\"}", "{\"status\":null}"})
    void a_status_that_is_none_of_edgex_s_is_unknown(String json) throws IOException {
        assertThat(read(json).health()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Property
    void it_comes_back_from_json_and_cbor_as_it_was(
            @ForAll String name,
            @ForAll HealthStatus status,
            @ForAll @IntRange(max = 65535) int port,
            @ForAll @LongRange(max = Long.MAX_VALUE) long time)
            throws IOException {
        // Half surrogate pairs are no text that UTF-8 can hold.
        String text = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        Registration one =
                new Registration(time, time, text, status.name(), text, port, new HealthCheck(text, text, text), time);
        assertThat(Json.read(Json.bytes(one), Registration.class)).isEqualTo(one);
        assertThat(Cbor.mapper().readValue(Cbor.bytes(one), Registration.class)).isEqualTo(one);
    }
}
