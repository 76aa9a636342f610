package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.ReadBinding;
import io.hearth.device.mapping.ValuePlace;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PayloadDecoderPropertyTest {
    private final PayloadDecoder decoder = new PayloadDecoder(new PayloadLimits(10_000, 20));

    @Property
    void whatever_comes_is_decoded_or_rejected_and_never_thrown(
            @ForAll byte[] payload, @ForAll ValueType type, @ForAll("places") ValuePlace place) {
        Decoded decoded = decoder.decode(List.of(new ReadBinding("r", type, "", "", place)), payload);

        switch (decoded) {
            case Decoded.Values values -> assertThat(values.values()).isNotEmpty();
            case Decoded.Partly partly -> assertThat(partly.values()).isNotEmpty();
            case Decoded.Nothing nothing -> throw new AssertionError("no mapping says that");
            case Decoded.Rejected rejected ->
                assertThat(rejected.rejection().detail()).isNotBlank();
        }
    }

    @Property
    void whatever_json_like_text_comes_is_decoded_or_rejected_and_never_thrown(
            @ForAll("jsonLike") String text, @ForAll ValueType type, @ForAll("places") ValuePlace place) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);

        assertThat(decoder.decode(List.of(new ReadBinding("r", type, "", "", place)), payload))
                .isNotNull();
    }

    @Property
    void a_number_in_json_keeps_its_value(@ForAll BigDecimal number) {
        ReadBinding binding =
                new ReadBinding("r", ValueType.FLOAT64, "", "", new ValuePlace.At(JsonPointer.compile("/v")));

        Decoded decoded = decoder.decode(List.of(binding), ("{\"v\":" + number + "}").getBytes(StandardCharsets.UTF_8));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Values.class, values -> {
            ReadingValue.Simple value =
                    (ReadingValue.Simple) values.values().getFirst().value();
            assertThat(new BigDecimal(value.text())).isEqualByComparingTo(number);
        });
    }

    @Provide
    Arbitrary<ValuePlace> places() {
        return Arbitraries.of(
                new ValuePlace.Whole(), new ValuePlace.KeyOrWhole("v"), new ValuePlace.At(JsonPointer.compile("/v")));
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"v\"",
                        ":",
                        ",",
                        "1",
                        "-0.5e9",
                        "1e999999999",
                        "NaN",
                        "Infinity",
                        "null",
                        "true",
                        "\"",
                        "\\u12",
                        " ",
                        "안",
                        "{\"v\":")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
