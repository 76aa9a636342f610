package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.ReadingValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuePackingTest {
    @Property
    void any_text_comes_back_letter_for_letter(@ForAll String text) {
        assertThat(throughPacking(new ReadingValue.Simple(text))).isEqualTo(new ReadingValue.Simple(text));
    }

    @Property(tries = 5000)
    void any_text_that_looks_like_a_number_comes_back_letter_for_letter(@ForAll("numberLike") String text) {
        assertThat(throughPacking(new ReadingValue.Simple(text))).isEqualTo(new ReadingValue.Simple(text));
    }

    @Property
    void any_number_that_java_writes_comes_back_letter_for_letter(@ForAll double number, @ForAll long integer) {
        assertThat(throughPacking(new ReadingValue.Simple(Double.toString(number))))
                .isEqualTo(new ReadingValue.Simple(Double.toString(number)));
        assertThat(throughPacking(new ReadingValue.Simple(Long.toString(integer))))
                .isEqualTo(new ReadingValue.Simple(Long.toString(integer)));
    }

    @Provide
    Arbitrary<String> numberLike() {
        return Arbitraries.strings().withChars("0123456789.-+e").ofMaxLength(24);
    }

    @ParameterizedTest
    @CsvSource({
        "21, 1",
        "-32, 1",
        "159, 1",
        "160, 3",
        "39.5, 3",
        "-0.05, 2",
        "3.95e+01, 4",
        "true, 1",
        "18446744073709551615, 22",
        "-0.0, 6",
        "007, 5",
        "1e5, 5",
        "1.50, 3"
    })
    void numbers_take_few_octets(String text, int octets) {
        Packer out = new Packer();
        ValuePacking.pack(new ReadingValue.Simple(text), out);
        assertThat(out.toBytes()).hasSize(octets);
    }

    @Test
    void an_object_that_cannot_be_read_any_more_is_shown_as_the_text_that_is_there() {
        ReadingValue.ObjectValue object = new ReadingValue.ObjectValue(Map.of("\uDE46", 1));

        assertThat(throughPacking(object)).isEqualTo(new ReadingValue.ObjectValue("{\"\\uDE46\":1}"));
    }

    @Test
    void null_binary_and_object_values_come_back() {
        assertThat(throughPacking(new ReadingValue.NullValue())).isEqualTo(new ReadingValue.NullValue());
        ReadingValue.ObjectValue object = new ReadingValue.ObjectValue(Map.of("a", List.of(1, 2.5, "x")));
        assertThat(throughPacking(object)).isEqualTo(object);
        ReadingValue back = throughPacking(new ReadingValue.Binary(new byte[] {0, -1, 7}, "image/png"));
        assertThat(((ReadingValue.Binary) back).bytes()).containsExactly(0, -1, 7);
        assertThat(((ReadingValue.Binary) back).mediaType()).isEqualTo("image/png");
    }

    @ParameterizedTest
    @CsvSource({"''", ".5", "5.", "-", "1.2.3", "00", "+1", "1e+5", "1e+005", "12.5e+01", "1e-00", "1234567890123456789"
    })
    void what_would_not_be_written_the_same_is_not_taken_for_a_number(String text) {
        assertThat(NumberText.of(text)).isEqualTo(Optional.empty());
    }

    private static ReadingValue throughPacking(ReadingValue value) {
        Packer out = new Packer();
        ValuePacking.pack(value, out);
        return ValuePacking.unpack(new Unpacker(out.toBytes(), 0), "image/png");
    }
}
