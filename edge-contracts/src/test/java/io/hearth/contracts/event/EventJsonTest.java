package io.hearth.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.Samples;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.value.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events on the wire (EdgeX API 2.1, 2.2). */
class EventJsonTest {
    private static final long TIME = 1_795_000_000_123_456_789L;

    @Property(tries = 200)
    void every_event_comes_back_from_JSON_and_from_CBOR(@ForAll("requests") AddEventRequest request)
            throws IOException {
        assertThat(Json.read(Json.bytes(request), AddEventRequest.class)).isEqualTo(request);
        assertThat(Cbor.read(Cbor.bytes(request), AddEventRequest.class)).isEqualTo(request);
    }

    @Provide
    Arbitrary<AddEventRequest> requests() {
        return Events.requests();
    }

    @Test
    void an_event_of_device_virtual_is_read() {
        Event event = Samples.read("event-simple.json", AddEventRequest.class).event();

        assertThat(event.sourceName()).isEqualTo("Int8");
        assertThat(event.origin()).isEqualTo(1_602_168_089_665_565_200L);
        assertThat(event.readings())
                .containsExactly(new Reading(
                        "7003cacc-0e00-4676-977c-4e58b9612abd",
                        1_602_168_089_665_565_200L,
                        "Random-Integer-Device",
                        "Int8",
                        "Random-Integer-Device",
                        "Int8",
                        "",
                        Map.of(),
                        new ReadingValue.Simple("-39")));
    }

    @Test
    void the_four_forms_of_a_reading_are_told_apart_by_type_and_field() {
        List<Reading> readings = Samples.read("event-all-forms.json", AddEventRequest.class)
                .event()
                .readings();

        assertThat(readings.get(0).value()).isEqualTo(new ReadingValue.Simple("3.95e+01"));
        assertThat(readings.get(1).value())
                .isEqualTo(new ReadingValue.Binary(
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, "image/png"));
        assertThat(readings.get(2).value())
                .isInstanceOfSatisfying(ReadingValue.ObjectValue.class, object -> assertThat(object.value())
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("text", "M-AB 1")
                        .containsEntry("score", 0.97)
                        .containsEntry("box", List.of(1, 2, 3))
                        .containsEntry("owner", null));
        assertThat(readings.get(3).value()).isEqualTo(new ReadingValue.NullValue());
    }

    @Test
    void a_sample_is_written_as_it_was_read() {
        JsonNode sample = Samples.tree(Samples.bytes("event-all-forms.json"));
        // Of the three fields of a null reading the one of its type is enough for every receiver.
        ((ObjectNode) sample.at("/event/readings/3")).remove(List.of("binaryValue", "objectValue"));

        assertThat(Samples.wire(Samples.read("event-all-forms.json", AddEventRequest.class)))
                .isEqualTo(sample);
    }

    @Test
    void what_is_empty_is_left_out_of_event_and_readings() {
        Reading reading = Reading.simple(TIME, "boiler", "", "current", ValueType.FLOAT64, "22.50");
        Event event = new Event("v3", "id", "boiler", "", "", TIME, List.of(reading), Map.of());

        assertThat(new String(Json.bytes(AddEventRequest.of(event)), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"apiVersion\":\"v3\",\"event\":{\"apiVersion\":\"v3\",\"id\":\"id\",\"deviceName\":\"boiler\","
                                + "\"origin\":1795000000123456789,\"readings\":[{\"origin\":1795000000123456789,"
                                + "\"deviceName\":\"boiler\",\"resourceName\":\"current\",\"valueType\":\"Float64\","
                                + "\"value\":\"22.50\"}]}}");
    }

    @ParameterizedTest
    @CsvSource({
        "Int8, value",
        "Binary, binaryValue",
        "Object, objectValue",
        "ObjectArray, objectValue",
        "nonsense, value"
    })
    void a_null_reading_has_null_in_the_field_of_its_type(String type, String field) {
        Reading reading = new Reading("", TIME, "d", "r", "", type, "", Map.of(), new ReadingValue.NullValue());

        assertThat(Samples.wire(reading).has(field)).isTrue();
        assertThat(Samples.wire(reading).get(field).isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-39               | -39",
                "22.50             | 22.50",
                "1E400             | 1E400",
                "123456789012345678901234567890 | 123456789012345678901234567890",
                "true              | true",
                "\"22.50\"         | 22.50",
                "\"\"              | ''",
                "[1, 2.50,3]       | [1, 2.50, 3]",
                "[true]            | [true]",
                "[\"a\\\"b\"]      | [\"a\\\"b\"]",
                "[]                | []",
            })
    void a_value_may_be_a_JSON_number_or_array_and_keeps_its_digits(String json, String text) throws IOException {
        assertThat(reading("{\"valueType\":\"Float64\",\"value\":" + json + "}").value())
                .isEqualTo(new ReadingValue.Simple(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"valueType\":\"Int8\",\"value\":null}",
                "{\"valueType\":\"Int8\"}",
                "{\"value\":null}",
                "{\"valueType\":\"Binary\",\"value\":\"1\"}",
                "{\"valueType\":\"Object\",\"objectValue\":null}",
                "{\"valueType\":\"Int8\",\"objectValue\":{}}"
            })
    void a_reading_whose_value_field_is_null_or_absent_is_a_null_reading(String json) throws IOException {
        assertThat(reading(json).value()).isEqualTo(new ReadingValue.NullValue());
    }

    @Test
    void an_empty_text_is_not_null() throws IOException {
        assertThat(reading("{\"valueType\":\"Int8\",\"value\":\"\"}").value()).isEqualTo(new ReadingValue.Simple(""));
        assertThat(reading("{\"valueType\":\"Binary\",\"binaryValue\":\"\",\"mediaType\":\"x/y\"}")
                        .value())
                .isEqualTo(new ReadingValue.Binary(new byte[0], "x/y"));
    }

    @Test
    void the_fields_of_a_reading_may_be_in_any_order() throws IOException {
        assertThat(reading(
                                "{\"mediaType\":\"image/png\",\"binaryValue\":\"AQI=\",\"value\":\"1\",\"valueType\":\"binary\"}")
                        .value())
                .isEqualTo(new ReadingValue.Binary(new byte[] {1, 2}, "image/png"));
    }

    @Test
    void the_names_of_fields_are_those_of_one_letter_case_only() throws IOException {
        assertThat(reading("{\"DeviceName\":\"a\",\"deviceName\":\"b\",\"devicename\":\"c\"}")
                        .deviceName())
                .isEqualTo("b");
        assertThat(Json.read(utf8("{\"DeviceName\":\"a\",\"Origin\":1}"), Event.class)
                        .deviceName())
                .isEmpty();
        assertThat(Json.read(utf8("{\"DeviceName\":\"a\",\"Origin\":1}"), Event.class)
                        .origin())
                .isZero();
    }

    @Test
    void the_names_around_an_event_are_those_of_any_letter_case() throws IOException {
        AddEventRequest request = Json.read(
                utf8("{\"APIVERSION\":\"v3\",\"RequestID\":\"r\",\"Event\":{\"id\":\"x\"}}"), AddEventRequest.class);

        assertThat(request.apiVersion()).isEqualTo("v3");
        assertThat(request.requestId()).isEqualTo("r");
        assertThat(request.event().id()).isEqualTo("x");
    }

    @Test
    void unknown_fields_are_ignored_however_deep() throws IOException {
        Reading reading =
                reading("{\"floatEncoding\":{\"a\":[{\"value\":\"9\"}]},\"valueType\":\"Int8\",\"value\":\"1\"}");

        assertThat(reading.value()).isEqualTo(new ReadingValue.Simple("1"));
    }

    @Test
    void half_a_surrogate_pair_in_what_becomes_a_topic_becomes_the_replacement_character_as_in_Go() throws IOException {
        Event event = Json.read(
                utf8(
                        "{\"deviceName\":\"a\\ud800b\",\"profileName\":\"\\udc00\\ud83d\\ude00\",\"sourceName\":\"\\ud800\"}"),
                Event.class);

        assertThat(event.deviceName()).isEqualTo("a\uFFFDb");
        assertThat(event.profileName()).isEqualTo("\uFFFD😀");
        assertThat(event.sourceName()).isEqualTo("\uFFFD");
    }

    @Test
    void half_a_surrogate_pair_elsewhere_is_written_as_it_came() throws IOException {
        Reading reading = reading("{\"value\":\"\\udc00\",\"tags\":{\"k\":[\"\\ud800\"]}}");

        assertThat(Json.read(Json.bytes(reading), Reading.class)).isEqualTo(reading);
        assertThat(Cbor.read(Cbor.bytes(reading), Reading.class).value()).isEqualTo(new ReadingValue.Simple("\uFFFD"));
    }

    @Test
    void a_name_in_a_tree_that_is_no_text_in_CBOR_can_be_written_as_JSON_and_read_again() throws IOException {
        // A text of one low surrogate, in octets that are not UTF-8.
        byte[] cbor = HexFormat.of().parseHex("a1" + "6474616773" + "a1" + "63edb986" + "01");

        Reading reading = Cbor.read(cbor, Reading.class);

        assertThat(Json.read(Json.bytes(reading), Reading.class).tags()).isEqualTo(Map.of("\uFFFD", 1));
    }

    @Test
    void a_number_in_a_tree_that_is_longer_than_JSON_may_have_it_is_refused() {
        int octets = 500;
        byte[] cbor = HexFormat.of()
                .parseHex("a1" + "6474616773" + "a1" + "616b" + "c2" + "59"
                        + HexFormat.of().toHexDigits((short) octets) + "7f".repeat(octets));

        assertThatThrownBy(() -> Cbor.read(cbor, Reading.class)).hasMessageContaining("1000 digits");
    }

    @Test
    void an_object_s_null_is_kept() throws IOException {
        Reading reading = reading("{\"valueType\":\"Object\",\"objectValue\":{\"a\":null,\"b\":[null]}}");

        assertThat(new String(Json.bytes(reading), StandardCharsets.UTF_8)).contains("{\"a\":null,\"b\":[null]}");
    }

    @Test
    void an_optimized_event_is_completed_from_the_event() {
        Event event =
                Samples.read("event-optimized.json", AddEventRequest.class).event();

        Event completed = event.completed();

        assertThat(completed.readings())
                .containsExactly(Reading.simple(
                        1_602_168_089_665_565_200L,
                        "Random-Float-Device",
                        "Random-Float-Device",
                        "Float64",
                        ValueType.FLOAT64,
                        "1.2345e+02"));
        assertThat(completed.completed()).isSameAs(completed);
    }

    @Test
    void only_a_single_reading_gets_the_source_s_name() {
        Reading first = new Reading("", 0, "", "", "", "Int8", "", Map.of(), new ReadingValue.Simple("1"));
        Reading second = new Reading("", 5, "other", "r", "q", "Int8", "", Map.of(), new ReadingValue.Simple("2"));
        Event event = new Event("v3", "id", "d", "p", "s", TIME, new ArrayList<>(List.of(first, second)), Map.of());

        assertThat(event.completed().readings())
                .containsExactly(
                        new Reading("", TIME, "d", "", "p", "Int8", "", Map.of(), new ReadingValue.Simple("1")),
                        second);
    }

    private static Reading reading(String json) throws IOException {
        return Json.read(utf8(json), Reading.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
