package io.hearth.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are none: refused, never half read. */
class MalformedEventTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[[1]]", "[{}]", "[null]"})
    void a_value_that_is_no_scalar_and_no_array_of_scalars_is_refused(String json) {
        assertThatThrownBy(() -> reading("{\"valueType\":\"Float64\",\"value\":" + json + "}"))
                .isInstanceOf(MismatchedInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "99999999999999999999", "1.5", "1.0", "\"1\"", "true", "[]", "{}", "1e3"})
    void an_origin_that_is_no_64_bit_whole_number_is_refused(String origin) {
        assertThatThrownBy(() -> reading("{\"origin\":" + origin + "}")).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.read(utf8("{\"origin\":" + origin + "}"), Event.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void a_refused_field_is_named_with_its_place() {
        assertThatThrownBy(() ->
                        Json.read(utf8("{\"event\":{\"readings\":[{},{\"deviceName\":7}]}}"), AddEventRequest.class))
                .isInstanceOfSatisfying(MismatchedInputException.class, wrong -> assertThat(wrong.getPathReference())
                        .contains("[\"event\"]", "[\"readings\"]", "[1]", "[\"deviceName\"]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "\"x\"",
                "{\"readings\":{}}",
                "{\"readings\":[null]}",
                "{\"readings\":[7]}",
                "{\"tags\":[]}",
                "{\"tags\":7}",
                "{\"id\":7}",
                "{\"deviceName\":[\"a\"]}",
                "{\"readings\":[{\"binaryValue\":7}]}",
                "{\"readings\":[{\"binaryValue\":\"*\"}]}"
            })
    void what_is_of_another_type_is_refused(String event) {
        assertThatThrownBy(() -> Json.read(utf8(event), Event.class)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'deviceName':''", "'resourceName':''", "'profileName':''", "'origin':0"})
    void a_field_of_a_reading_that_is_written_empty_is_refused_although_it_may_be_left_out(String empty) {
        for (String profile : new String[] {"p", ""}) {
            String event = """
                    {'event':{'readings':[{%s,'valueType':'Int8','value':'1'},{'resourceName':'r'}],'profileName':'%s'}}""".formatted(empty, profile).replace('\'', '"');
            if (profile.isEmpty() && empty.contains("profileName")) {
                assertThatCode(() -> Json.read(utf8(event), AddEventRequest.class))
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> Json.read(utf8(event), AddEventRequest.class))
                        .isInstanceOf(JsonProcessingException.class)
                        .hasMessageContaining(empty.substring(1, empty.indexOf('\'', 1)));
                assertThatCode(() -> Json.read(
                                utf8(event.replace("\"\"", "null").replace(":0", ":null")), AddEventRequest.class))
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1e400}", "{\"a\":[{\"b\":-1e999}]}"})
    void an_object_with_a_number_beyond_Float64_is_refused_as_Go_refuses_it(String tree) {
        assertThatThrownBy(() -> reading("{\"valueType\":\"Object\",\"objectValue\":" + tree + "}"))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> reading("{\"tags\":" + tree + "}")).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void infinite_numbers_of_CBOR_are_refused_in_objects_and_are_no_value_of_a_float() throws IOException {
        byte[] object = Cbor.bytes(Map.of("valueType", "Object", "objectValue", Map.of("a", Double.POSITIVE_INFINITY)));
        byte[] value = Cbor.bytes(Map.of("valueType", "Float64", "value", Double.NaN));

        assertThatThrownBy(() -> Cbor.read(object, Reading.class)).isInstanceOf(JsonProcessingException.class);
        assertThat(Cbor.read(value, Reading.class).value()).isEqualTo(new ReadingValue.Simple("NaN"));
    }

    @Test
    void half_a_surrogate_pair_in_a_name_is_refused() {
        assertThatThrownBy(() -> reading("{\"tags\":{\"\\ud800\":1}}")).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void an_object_of_200_levels_is_too_deep() {
        assertThatThrownBy(() -> reading("{\"objectValue\":" + "[".repeat(10_000)))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> reading("{\"unknown\":" + "{\"a\":".repeat(10_000)))
                .isInstanceOf(JsonProcessingException.class);
    }

    private static Reading reading(String json) throws IOException {
        return Json.read(utf8(json), Reading.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
