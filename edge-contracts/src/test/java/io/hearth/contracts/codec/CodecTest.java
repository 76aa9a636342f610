package io.hearth.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.Samples;
import io.hearth.contracts.keeper.HealthCheck;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.ResourceOperation;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every document, whatever is in it. */
class CodecTest {
    @Test
    void a_profile_of_EdgeX_in_YAML_is_read() throws IOException {
        DeviceProfile profile = Yaml.read(Samples.bytes("profile.yaml"), DeviceProfile.class);

        assertThat(profile.resource("Int8").orElseThrow().properties())
                .satisfies(properties -> assertThat(properties.valueType()).isEqualTo("Int8"))
                .satisfies(properties -> assertThat(properties.minimum()).isEqualTo(-100.0))
                .satisfies(properties -> assertThat(properties.maximum()).isEqualTo(100.5));
        assertThat(profile.resource("Int8").orElseThrow().attributes())
                .isEqualTo(Map.of("register", 7, "topic", "home/{device}"));
    }

    @Test
    void a_text_in_YAML_may_look_like_a_number_or_a_switch() throws IOException {
        DeviceProfile profile = Yaml.read(Samples.bytes("profile.yaml"), DeviceProfile.class);

        assertThat(profile.resource("Int8").orElseThrow().properties().defaultValue())
                .isEqualTo("0");
        assertThat(profile.resource("Int8").orElseThrow().properties().assertion())
                .isEqualTo("off");
        assertThat(profile.command("on").orElseThrow().isHidden()).isTrue();
        assertThat(profile.command("on").orElseThrow().resourceOperations())
                .containsExactly(new ResourceOperation("Int8", "", Map.of("0", "off", "1", "on")));
    }

    @Test
    void a_YAML_field_without_a_value_is_null_as_in_Go() throws IOException {
        String yaml = """
                name: p
                labels:
                description:
                deviceResources:
                  - name: r
                    isHidden:
                    properties: { valueType: Int8, readWrite: R, units: , minimum: , mask: }
                    attributes:
                deviceCommands:
                """;

        DeviceProfile profile = Yaml.read(utf8(yaml), DeviceProfile.class);

        assertThat(profile).isEqualTo(Json.read(utf8("""
                                {"name":"p","deviceResources":[{"name":"r","properties":{"valueType":"Int8","readWrite":"R"}}]}"""), DeviceProfile.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: [", "{a: {", "a: &x [*x", "name: [1]", "deviceResources: x", "\t", "a: b: c", "minimum: x"})
    void YAML_that_is_none_or_of_another_type_is_refused(String yaml) {
        assertThatThrownBy(() -> Yaml.read(
                        utf8(yaml.equals("minimum: x") ? "deviceResources: [{properties: {minimum: x}}]" : yaml),
                        DeviceProfile.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void ten_thousand_levels_are_refused_in_every_format() {
        byte[] cbor = new byte[10_000];
        Arrays.fill(cbor, (byte) 0x81);

        assertThatThrownBy(() -> Json.read(utf8("[".repeat(10_000)), Object.class))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.mapper().readTree(utf8("[".repeat(10_000))))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Cbor.read(cbor, Object.class)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Yaml.read(utf8("[".repeat(10_000)), Object.class))
                .isInstanceOf(IOException.class);
    }

    @Test
    void two_hundred_levels_are_allowed() throws IOException {
        String deep = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);

        assertThat(new String(Json.bytes(Json.read(utf8(deep), Object.class)), StandardCharsets.UTF_8))
                .isEqualTo(deep);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "{\"a\":[1e999]}", "1e999999999"})
    void a_number_beyond_Float64_is_refused_where_any_value_may_stand(String json) {
        assertThatThrownBy(() -> Json.read(utf8(json), Object.class)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "\"NaN\"", "\"Infinity\"", "\"1\"", "true", "[]"})
    void a_number_that_is_none_or_beyond_Float64_is_refused_where_a_number_stands(String json) {
        assertThatThrownBy(() -> Json.read(utf8(json), Double.class)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.read(utf8(json), double.class)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'interval':'10s','path':'/ping','type':'http','Interval':'20s'}",
                "{'Interval':'10s','interval':'20s','path':'/ping','type':'http'}",
                "{'interval':null,'path':'/ping','type':'http','interval':'20s'}",
                "{'INTERVAL':'1s','path':'','type':'http','path':'/ping','interval':'20s','tYpE':'http'}"
            })
    void of_a_field_that_comes_twice_in_any_letter_case_the_last_counts_as_in_Go(String json) throws IOException {
        assertThat(Json.read(utf8(json.replace('\'', '"')), HealthCheck.class))
                .isEqualTo(new HealthCheck("20s", "/ping", "http"));
    }

    @Test
    void numbers_within_are_what_they_are() throws IOException {
        assertThat(Json.read(utf8("[1, 3000000000, 1.5, 99999999999999999999, 1e308]"), Object.class))
                .isEqualTo(List.of(1, 3_000_000_000L, 1.5, new BigInteger("99999999999999999999"), 1e308));
        assertThat(Json.read(utf8("7"), Double.class)).isEqualTo(7.0);
        assertThat(Json.read(utf8("null"), Double.class)).isNull();
        assertThat(Json.read(utf8("null"), double.class)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "1.5", "true", "[]", "{}"})
    void a_number_or_switch_is_no_text(String json) {
        assertThatThrownBy(() -> Json.read(utf8(json), String.class)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "\"1\"", "true", "1e400", "99999999999999999999"})
    void only_a_whole_number_of_64_bits_is_one(String json) {
        assertThatThrownBy(() -> Json.read(utf8(json), Long.class)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.read(utf8(json), long.class)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void nulls_in_maps_and_lists_are_written() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("b", Arrays.asList(1, null));

        assertThat(new String(Json.bytes(map), StandardCharsets.UTF_8)).isEqualTo("{\"a\":null,\"b\":[1,null]}");
    }

    @Test
    void half_a_surrogate_pair_can_be_written() throws IOException {
        Map<String, String> broken = Map.of("a\udc00", "\ud800°");

        assertThat(new String(Json.bytes(broken), StandardCharsets.UTF_8)).isEqualTo("{\"a\\uDC00\":\"\\uD800°\"}");
        assertThat((Object) Cbor.read(Cbor.bytes(broken), Map.class)).isEqualTo(Map.of("a\uFFFD", "\uFFFD°"));
    }

    @Test
    void a_text_may_be_as_long_as_the_largest_event_of_EdgeX() throws IOException {
        String text = "x".repeat(25_000 * 1024 * 4 / 3);

        assertThat(Json.read(Json.bytes(text), String.class)).hasSize(text.length());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
