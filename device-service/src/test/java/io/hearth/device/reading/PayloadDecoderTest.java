package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.ReadBinding;
import io.hearth.device.mapping.ValuePlace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadDecoderTest {
    private static final PayloadLimits LIMITS = new PayloadLimits(262_144, 100);
    private final PayloadDecoder decoder = new PayloadDecoder(LIMITS);

    @ParameterizedTest
    @CsvSource({
        "Float64, ' 18.50 ', 18.50",
        "Float64, 1e3, 1e3",
        "Int32, ' 007 ', 7",
        "Uint64, 18446744073709551615, 18446744073709551615",
        "Bool, TRUE, true",
        "Bool, 0, false",
        "String, 안녕하세요, 안녕하세요",
        "String, '  as it is ', '  as it is '",
        "Int16Array, '[1,2, 3]', '[1, 2, 3]'"
    })
    void a_bare_scalar_is_the_value(String type, String payload, String text) {
        assertThat(value(type, payload)).isEqualTo(new ReadingValue.Simple(text));
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_value() {
        assertThat(value("Float64", "\uFEFF21.5")).isEqualTo(new ReadingValue.Simple("21.5"));
    }

    @Test
    void NaN_is_the_String_that_edgex_makes_of_it() {
        Decoded.Value value =
                values(decoder.decode(List.of(whole("Float64")), bytes("nan"))).getFirst();

        assertThat(value.type()).isEqualTo(ValueType.STRING);
        assertThat(value.value()).isEqualTo(new ReadingValue.Simple("NaN"));
    }

    @Test
    void a_pointer_finds_its_value_with_the_digits_that_were_sent() {
        List<ReadBinding> bindings = List.of(at("Float64", "/current"), at("Bool", "/heating"), at("Uint64", "/id"));

        Decoded decoded =
                decoder.decode(bindings, bytes("{\"current\":22.50,\"heating\":true,\"id\":9007199254740993}"));

        assertThat(values(decoded))
                .extracting(Decoded.Value::value)
                .containsExactly(simple("22.50"), simple("true"), simple("9007199254740993"));
    }

    @ParameterizedTest
    @CsvSource({"23.0, 23", "1e3, 1000", "'\"42\"', 42"})
    void a_whole_number_may_be_written_as_javascript_writes_it(String json, String text) {
        Decoded decoded = decoder.decode(List.of(at("Int32", "/v")), bytes("{\"v\":" + json + "}"));

        assertThat(values(decoded).getFirst().value()).isEqualTo(simple(text));
    }

    @Test
    void what_is_missing_is_left_out() {
        Decoded decoded = decoder.decode(
                List.of(at("Float64", "/current"), at("Bool", "/heating")), bytes("{\"heating\":false}"));

        assertThat(values(decoded)).extracting(value -> value.binding().type()).containsExactly(ValueType.BOOL);
    }

    @Test
    void null_is_a_reading_without_a_value() {
        Decoded decoded = decoder.decode(List.of(at("Float64", "/v")), bytes("{\"v\":null}"));

        assertThat(values(decoded).getFirst().value()).isEqualTo(new ReadingValue.NullValue());
    }

    @Test
    void one_wrong_value_does_not_take_the_others_along() {
        Decoded decoded = decoder.decode(
                List.of(at("Float64", "/current"), at("Bool", "/heating")),
                bytes("{\"current\":\"err\",\"heating\":true}"));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Partly.class, partly -> {
            assertThat(partly.values()).hasSize(1);
            assertThat(partly.rejection().reason()).isEqualTo(Reason.NOT_A_NUMBER);
            assertThat(partly.rejection().detail()).contains("err");
        });
    }

    @Test
    void edgex_default_form_is_an_object_with_the_name_or_the_value_itself() {
        List<ReadBinding> binding = List.of(binding("Float64", new ValuePlace.KeyOrWhole("temperature")));

        assertThat(values(decoder.decode(binding, bytes("{\"temperature\":1.5}")))
                        .getFirst()
                        .value())
                .isEqualTo(simple("1.5"));
        assertThat(values(decoder.decode(binding, bytes("1.5"))).getFirst().value())
                .isEqualTo(simple("1.5"));
    }

    @Test
    void bytes_are_taken_as_they_are() {
        byte[] picture = {(byte) 0xff, (byte) 0xd8, 0, 1};

        Decoded decoded = decoder.decode(List.of(whole("Binary")), picture);

        assertThat(values(decoded).getFirst().value())
                .isEqualTo(new ReadingValue.Binary(picture, "application/octet-stream"));
    }

    @Test
    void an_object_keeps_its_tree() {
        assertThat(value("Object", "{\"a\":[1,{\"b\":\"c\"}]}"))
                .isInstanceOfSatisfying(
                        ReadingValue.ObjectValue.class,
                        object -> assertThat(object.value().toString()).isEqualTo("{a=[1, {b=c}]}"));
    }

    @Test
    void a_text_may_be_as_long_as_the_limit() {
        String text = "x".repeat(LIMITS.maxBytes());

        assertThat(value("String", text)).isEqualTo(simple(text));
    }

    private ReadingValue value(String type, String payload) {
        return values(decoder.decode(List.of(whole(type)), bytes(payload)))
                .getFirst()
                .value();
    }

    private static List<Decoded.Value> values(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Values.class);
        return ((Decoded.Values) decoded).values();
    }

    private static ReadingValue simple(String text) {
        return new ReadingValue.Simple(text);
    }

    private static ReadBinding whole(String type) {
        return binding(type, new ValuePlace.Whole());
    }

    private static ReadBinding at(String type, String pointer) {
        return binding(type, new ValuePlace.At(JsonPointer.compile(pointer)));
    }

    private static ReadBinding binding(String type, ValuePlace place) {
        return new ReadBinding("r", ValueType.of(type).orElseThrow(), "", "", place);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
