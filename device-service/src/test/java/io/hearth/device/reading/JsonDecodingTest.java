package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDecodingTest {
    private static final String TOPIC = "t/d";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Int64       | 9007199254740993           | 9007199254740993",
                "Uint64      | 18446744073709551615       | 18446744073709551615",
                "Int64Array  | [9007199254740993,-1]      | [9007199254740993, -1]",
                "Float64Array| [1.50, 2]                  | [1.50, 2]",
                "BoolArray   | [true,false]               | [true, false]",
                "StringArray | [\"가\",\"b,c\"]           | [\"가\",\"b,c\"]",
                "Binary      | \"3q2+7w==\"               | 4 bytes",
                "Object      | {\"a\":{\"b\":[1]}}        | {a={b=[1]}}",
                "ObjectArray | [{\"a\":1},{\"b\":2}]      | [{a=1}, {b=2}]",
                "Float64     | null                       | null",
            })
    void every_type_of_edgex_is_taken_whole(String type, String json, String value) {
        Incoming incoming = Incoming.d("v " + type + " { topic: \"t/{device}\", pointer: /a/v }");

        assertThat(incoming.readings(TOPIC, "{\"a\":{\"v\":" + json + "}}")).containsExactly("v=" + value);
    }

    @ParameterizedTest
    @CsvSource({
        "Int32, 21.7, 21",
        "Int32, -21.7, -21",
        "Int8, 127.9, 127",
        "Int8, -0.5, 0",
        "Uint8, 255.9, 255",
        "Uint8, 5.0, 5",
        "Uint16, 1.25e2, 125",
        "Int64, 9007199254740993.5, 9007199254740993",
        "Uint64, 18446744073709551615.5, 18446744073709551615",
        "Int8, 1e-300, 0"
    })
    void the_fraction_of_a_number_for_a_whole_one_is_cut_as_device_mqtt_does(String type, String json, String value) {
        Incoming incoming = Incoming.d("v " + type + " { topic: \"t/{device}\", pointer: /v }");

        assertThat(incoming.readings(TOPIC, "{\"v\":" + json + "}")).containsExactly("v=" + value);
    }

    @ParameterizedTest
    @CsvSource({
        "Int8, 128.1",
        "Uint8, 256.1",
        "Uint8, -0.5",
        "Int64, 1e300",
        "Int64, 1e999999999",
        "Int32, NaN",
        "Int32, '\"21.7\"'"
    })
    void what_is_out_of_range_or_a_text_with_a_fraction_is_no_whole_number(String type, String json) {
        Incoming incoming = Incoming.d("v " + type + " { topic: \"t/{device}\", pointer: /v }");

        assertThat(incoming.letter(TOPIC, "{\"v\":" + json + "}").reason()).isEqualTo("not-a-number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temp * 2             | Float64 | {\"temp\":10.5}                         | 21",
                "$sum(v)              | Int32   | {\"v\":[1,2,3]}                         | 6",
                "s[n='b'].v           | Int64   | {\"s\":[{\"n\":\"a\",\"v\":1},{\"n\":\"b\",\"v\":9007199254740993}]} | 9007199254740993",
                "on ? 'open' : 'shut' | String  | {\"on\":true}                           | open",
                "$number(x)           | Float64 | {\"x\":\"2.5\"}                         | 2.5",
                "{'lat': a, 'lon': b} | Object  | {\"a\":37.5,\"b\":127}                  | {lat=37.5, lon=127}",
                "a.(b / 2)            | Int32   | {\"a\":{\"b\":8}}                       | 4",
            })
    void jsonata_computes_what_a_pointer_cannot(String expression, String type, String json, String value) {
        Incoming incoming = Incoming.d("v " + type + " { topic: \"t/{device}\", jsonata: \"" + expression + "\" }");

        assertThat(incoming.readings(TOPIC, json)).containsExactly("v=" + value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "($f := function($x){$f($x + 1)}; $f(1))      | takes longer",
                "($f := function($x){1 + $f($x + 1)}; $f(1))  | deeper",
                "$eval(x)                                     | $eval",
                "$pad(x, 100000000)                           | $pad",
                "$x(1)                                        | $x(1)",
            })
    void an_expression_that_does_not_end_or_fails_is_dead_lettered(String expression, String why) {
        Incoming incoming = Incoming.d("v Int32 { topic: \"t/{device}\", jsonata: \"" + expression + "\" }");

        assertThat(incoming.letter(TOPIC, "{\"x\":\"1+1\"}")).satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("not-computed");
            assertThat(letter.detail()).contains(why);
        });
    }

    @Test
    void what_jsonata_does_not_find_is_missing() {
        Incoming incoming = Incoming.d("v Int32 { topic: \"t/{device}\", jsonata: \"a.b\" }");

        assertThat(incoming.letter(TOPIC, "{}").reason()).isEqualTo("no-value");
    }

    @Test
    void a_rejection_names_resource_and_place() {
        Incoming incoming = Incoming.d(
                "a Int8 { topic: \"t/{device}\", pointer: /a }", "b Int8 { topic: \"t/{device}\", pointer: /b }");

        assertThat(incoming.used(TOPIC, "{\"a\":300,\"b\":5}")).satisfies(used -> {
            assertThat(used.events()).singleElement().satisfies(event -> assertThat(Incoming.words(event))
                    .containsExactly("b=5"));
            assertThat(used.letters()).singleElement().satisfies(letter -> assertThat(letter.detail())
                    .contains("a at '/a'", "300"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "leave-out | b=1",
                "null-reading | a=null,b=1",
            })
    void what_is_missing_or_null_or_bad_becomes_what_the_mapping_says(String then, String readings) {
        for (String a :
                new String[] {"onMissing: " + then, "onNull: " + then, "quality: /q, qualityGood: ok, onBad: " + then
                }) {
            Incoming incoming = Incoming.d(
                    "a Int8 { topic: \"t/{device}\", pointer: /a, " + a + " }",
                    "b Int8 { topic: \"t/{device}\", pointer: /b }");
            String json = a.startsWith("onMissing")
                    ? "{\"b\":1}"
                    : a.startsWith("onNull") ? "{\"a\":null,\"b\":1}" : "{\"a\":7,\"b\":1,\"q\":\"Poor\"}";

            assertThat(String.join(",", incoming.readings(TOPIC, json))).isEqualTo(readings);
        }
    }

    @Test
    void what_must_be_there_and_is_not_is_dead_lettered_and_the_rest_is_taken() {
        Incoming incoming = Incoming.d(
                "a Int8 { topic: \"t/{device}\", pointer: /a, onMissing: reject }",
                "b Int8 { topic: \"t/{device}\", pointer: /b }");

        assertThat(incoming.used(TOPIC, "{\"b\":1}")).satisfies(used -> {
            assertThat(used.events()).hasSize(1);
            assertThat(used.letters()).singleElement().satisfies(letter -> {
                assertThat(letter.reason()).isEqualTo("no-value");
                assertThat(letter.detail()).contains("a at '/a' is missing");
            });
        });
    }

    @ParameterizedTest
    @CsvSource({"ok, 7", "OK, 7", "192, 7", "poor, null", "'', null"})
    void a_value_is_good_if_its_quality_is_one_of_those(String quality, String value) {
        Incoming incoming =
                Incoming.d("a Int8 { topic: \"t/{device}\", pointer: /a, quality: /q, qualityGood: [Ok, 192] }");

        assertThat(incoming.readings(TOPIC, "{\"a\":7,\"q\":\"" + quality + "\"}"))
                .containsExactly("a=" + value);
        assertThat(incoming.readings(TOPIC, "{\"a\":7}")).containsExactly("a=7");
    }

    @Test
    void what_is_left_out_is_counted() {
        Incoming incoming = Incoming.d(
                "a Int8 { topic: \"t/{device}\", pointer: /a }",
                "b Int8 { topic: \"t/{device}\", pointer: /b, onNull: leave-out }");

        assertThat(incoming.readings(TOPIC, "{\"a\":1,\"b\":null}")).containsExactly("a=1");
        assertThat(incoming.oddities()).containsExactly(Oddity.NULL);
    }
}
