package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.device.Incoming;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What was written in a format comes back as it was. */
class CodecRoundTripTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper CBOR = new CBORMapper();

    private final Incoming json = trees("json");
    private final Incoming cbor = trees("cbor");
    private final Incoming cells = Incoming.d(
            "a String { topic: \"t/{device}\", format: csv, column: 0 }",
            "b String { topic: \"t/{device}\", format: csv, column: 1 }",
            "c Int64 { topic: \"t/{device}\", format: csv, column: 2 }");
    private final Incoming lines =
            Incoming.d("v Int64 { topic: \"t/{device}\", format: text, regex: 'v=(-?[0-9]+);', each: lines }");

    private static Incoming trees(String format) {
        String alike = "{ topic: \"t/{device}\", format: " + format + " }";
        return Incoming.d(
                "whole Int64 " + alike,
                "natural Uint64 " + alike,
                "real Float64 " + alike,
                "text String " + alike,
                "octets Binary " + alike,
                "list Int64Array " + alike,
                "tree Object " + alike);
    }

    @Property(tries = 500)
    void trees_come_back_from_json_and_cbor(
            @ForAll long whole,
            @ForAll("natural") BigInteger natural,
            @ForAll("real") double real,
            @ForAll("texts") String text,
            @ForAll @Size(max = 50) byte[] octets,
            @ForAll @Size(max = 5) List<Long> list)
            throws JsonProcessingException {
        Map<String, Object> tree = Map.of(
                "whole",
                whole,
                "natural",
                natural,
                "real",
                real,
                "text",
                text,
                "octets",
                octets,
                "list",
                list,
                "tree",
                Map.of("k", text));

        for (List<Reading> readings : List.of(
                json.events("t/d", JSON.writeValueAsBytes(tree)).getFirst().readings(),
                cbor.events("t/d", CBOR.writeValueAsBytes(tree)).getFirst().readings())) {
            assertThat(readings)
                    .extracting(Reading::value)
                    .satisfiesExactly(
                            value -> assertThat(text(value)).isEqualTo(Long.toString(whole)),
                            value -> assertThat(text(value)).isEqualTo(natural.toString()),
                            value -> assertThat(Double.parseDouble(text(value))).isEqualTo(real),
                            value -> assertThat(text(value)).isEqualTo(text),
                            value -> assertThat(((ReadingValue.Binary) value).bytes())
                                    .isEqualTo(octets),
                            value -> assertThat(text(value)).isEqualTo(list.toString()),
                            value -> assertThat(((ReadingValue.ObjectValue) value).value())
                                    .isEqualTo(Map.of("k", text)));
        }
    }

    @Property(tries = 500)
    void cells_come_back_whatever_is_in_them(@ForAll("cells") String a, @ForAll("cells") String b, @ForAll long c) {
        String line = quoted(a) + "," + quoted(b) + "," + c + "\r\n";

        assertThat(cells.events("t/d", line).getFirst().readings())
                .extracting(reading -> text(reading.value()))
                .containsExactly(a, b, Long.toString(c));
    }

    @Property(tries = 500)
    void every_line_with_a_number_is_an_event(@ForAll @Size(min = 1, max = 30) List<Long> numbers) {
        String text = numbers.stream().map(number -> "x v=" + number + "; y").collect(Collectors.joining("\n"));

        assertThat(lines.events("t/d", text))
                .extracting(event -> text(event.readings().getFirst().value()))
                .isEqualTo(numbers.stream().map(String::valueOf).toList());
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static String text(ReadingValue value) {
        return ((ReadingValue.Simple) value).text();
    }

    @Provide
    Arbitrary<BigInteger> natural() {
        return Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
    }

    @Provide
    Arbitrary<Double> real() {
        return Arbitraries.doubles().between(-1e300, 1e300);
    }

    @Provide
    Arbitrary<String> texts() {
        // Half of a surrogate pair has no UTF-8.
        return Arbitraries.strings()
                .ofMaxLength(20)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    @Provide
    Arbitrary<String> cells() {
        return texts();
    }
}
