package io.hearth.contracts.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.AddEventRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of events and readings (EdgeX API 1.1, 2.1, 2.2). */
class EventRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"event-simple.json", "event-all-forms.json"})
    void what_EdgeX_sends_is_valid(String sample) throws IOException {
        assertThat(Complaints.of(sample, AddEventRequest.class).list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/apiVersion        | apiVersion field is required",
                "/event             | event field is required",
                "/event/apiVersion  | event.apiVersion field is required",
                "/event/id          | event.id field is required",
                "/event/deviceName  | event.deviceName field is required and must not be blank",
                "/event/origin      | event.origin field is required and must not be 0",
                "/event/readings    | event.readings field is required",
                "/event/readings/0/origin       | event.readings[0].origin field is required and must not be 0",
                "/event/readings/0/deviceName   | event.readings[0].deviceName field is required and must not be blank",
                "/event/readings/0/resourceName | event.readings[0].resourceName field is required and must not be blank",
                "/event/readings/0/valueType    | event.readings[0].valueType field is required",
            })
    void a_required_field_that_is_missing_or_null_is_named(String field, String complaint) throws IOException {
        assertThat(request().without(field).list()).containsExactly(complaint);
        assertThat(request().with(field, "null").list()).containsExactly(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/requestId",
                "/event/profileName",
                "/event/sourceName",
                "/event/tags",
                "/event/readings/0/id",
                "/event/readings/0/profileName",
                "/event/readings/0/units",
                "/event/readings/0/tags",
                "/event/readings/0/value"
            })
    void an_optional_field_may_be_missing_or_null(String field) throws IOException {
        assertThat(request().without(field).list()).isEmpty();
        assertThat(request().with(field, "null").list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/event/deviceName", "/event/readings/0/deviceName", "/event/readings/0/resourceName"})
    void a_name_of_blanks_is_no_name(String field) throws IOException {
        assertThat(request().with(field, "\" \\t\"").list())
                .singleElement()
                .asString()
                .endsWith("must not be blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "#", "+", "温度", "a b", "%"})
    void a_name_may_be_of_any_characters(String name) throws IOException {
        assertThat(request()
                        .with("/event/deviceName", '"' + name + '"')
                        .with("/event/readings/0/resourceName", '"' + name + '"')
                        .list())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "d5471d59-2810-419a-8744-18eb8fa0346",
                "d5471d59-2810-419a-8744-18eb8fa0346g",
                "{d5471d59-2810-419a-8744-18eb8fa03465}",
                "d5471d5902810-419a-8744-18eb8fa03465",
                "ｄ5471d59-2810-419a-8744-18eb8fa03465"
            })
    void an_id_that_is_no_uuid_is_refused(String id) throws IOException {
        assertThat(request().with("/event/id", '"' + id + '"').list()).containsExactly("event.id field must be a uuid");
        assertThat(request().with("/requestId", '"' + id + '"').list())
                .containsExactly("requestId field must be a uuid");
    }

    @Test
    void the_id_of_a_reading_may_be_any_text() throws IOException {
        assertThat(request().with("/event/readings/0/id", "\"7\"").list()).isEmpty();
    }

    @Test
    void a_uuid_may_be_in_upper_case() throws IOException {
        assertThat(request()
                        .with("/event/id", "\"D5471D59-2810-419A-8744-18EB8FA03465\"")
                        .list())
                .isEmpty();
    }

    @Test
    void an_origin_may_be_before_1970() throws IOException {
        assertThat(request()
                        .with("/event/origin", "-1")
                        .with("/event/readings/0/origin", "-1")
                        .list())
                .isEmpty();
    }

    @Test
    void an_event_has_a_reading() throws IOException {
        assertThat(request().with("/event/readings", "[]").list()).containsExactly("event.readings field is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "INT8", "Int8", "iNt8"})
    void a_value_type_may_be_in_any_letter_case(String type) throws IOException {
        assertThat(request()
                        .with("/event/readings/0/valueType", '"' + type + '"')
                        .list())
                .isEmpty();
    }

    @Test
    void an_unknown_value_type_is_named() throws IOException {
        assertThat(request()
                        .with("/event/readings/0/valueType", "\"${Int128}\"")
                        .list())
                .containsExactly(
                        "event.readings[0].valueType '${Int128}' should be one of EdgeX's value types, such as Float64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Int8    | \"128\"   | '128' is not a whole number from -128 to 127 (Int8)",
                "Int8    | 128       | '128' is not a whole number from -128 to 127 (Int8)",
                "Int8    | \"\"      | '' is not a whole number from -128 to 127 (Int8)",
                "Uint8   | \"-1\"    | '-1' is not a whole number from 0 to 255 (Uint8)",
                "Float32 | \"1e39\"  | '1e39' is not a number within the range of Float32",
                "Float64 | \"warm\"  | 'warm' is not a number within the range of Float64",
                "Float64 | \"\"      | '' is not a number within the range of Float64",
                "Float64 | \"NaN\"   | 'NaN' is not a number within the range of Float64",
                "Float64 | \"1e400\" | '1e400' is not a number within the range of Float64",
                "Bool    | \"{yes}\" | '{yes}' is not a Bool (true or false, also 1, t, T, 0, f, F)",
                "Int8Array | \"[1, 200]\" | '200' is not a whole number from -128 to 127 (Int8)",
                "Int8Array | \"1\"   | '1' is not a Int8Array such as [1, 2, 3]",
            })
    void a_value_that_is_not_of_its_type_is_named_with_what_is_allowed(String type, String value, String complaint)
            throws IOException {
        assertThat(request()
                        .with("/event/readings/0/valueType", '"' + type + '"')
                        .with("/event/readings/0/value", value)
                        .list())
                .containsExactly("event.readings[0].value " + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Float64 | 39.5",
                "Float64 | \"3.95e+01\"",
                "Uint64 | 18446744073709551615",
                "Bool | true",
                "String | \"\"",
                "Int8Array | [1, 2]",
                "StringArray | \"[\\\"a\\\"]\"",
                "BoolArray | \"[true, false]\""
            })
    void a_value_may_be_a_text_or_a_JSON_value(String type, String value) throws IOException {
        assertThat(request()
                        .with("/event/readings/0/valueType", '"' + type + '"')
                        .with("/event/readings/0/value", value)
                        .list())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bool", "Int8", "Float64", "String", "Int8Array", "Binary", "Object", "ObjectArray"})
    void a_null_reading_is_valid_whatever_its_type(String type) throws IOException {
        assertThat(request()
                        .with("/event/readings/0/valueType", '"' + type + '"')
                        .with("/event/readings/0/value", "null")
                        .list())
                .isEmpty();
    }

    @Test
    void bytes_need_a_media_type() throws IOException {
        assertThat(binary().without("/event/readings/0/mediaType").list())
                .containsExactly("event.readings[0].mediaType field is required beside binaryValue");
        assertThat(binary().with("/event/readings/0/mediaType", "\"\"").list())
                .containsExactly("event.readings[0].mediaType field is required beside binaryValue");
    }

    @Test
    void bytes_may_be_none() throws IOException {
        assertThat(binary().with("/event/readings/0/binaryValue", "\"\"").list())
                .isEmpty();
    }

    @Test
    void every_reading_is_looked_at_and_all_complaints_are_made() throws IOException {
        assertThat(Complaints.of("event-all-forms.json", AddEventRequest.class)
                        .with("/event/deviceName", "\"\"")
                        .with("/event/readings/0/value", "\"warm\"")
                        .without("/event/readings/3/origin")
                        .list())
                .containsExactly(
                        "event.deviceName field is required and must not be blank",
                        "event.readings[0].value 'warm' is not a number within the range of Float32",
                        "event.readings[3].origin field is required and must not be 0");
    }

    private static Complaints request() {
        return Complaints.of("event-simple.json", AddEventRequest.class);
    }

    private static Complaints binary() {
        return request()
                .with("/event/readings/0/valueType", "\"Binary\"")
                .with("/event/readings/0/binaryValue", "\"AQI=\"")
                .with("/event/readings/0/mediaType", "\"image/png\"");
    }
}
