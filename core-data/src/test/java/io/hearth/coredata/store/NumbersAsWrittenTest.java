package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.ReadingValue;
import io.hearth.coredata.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that go into answers straight from their packed form are the texts that were stored. */
class NumbersAsWrittenTest {
    @Property
    void whole_numbers(@ForAll long number) {
        assertThat(text(new JsonText().number(number))).isEqualTo(Long.toString(number));
    }

    @Property
    void decimals(
            @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L) long digits,
            @ForAll @IntRange(min = 1, max = NumberText.LARGEST_SCALE) int scale) {
        assertThat(text(new JsonText().decimal(digits, scale))).isEqualTo(new NumberText(digits, scale, null).text());
    }

    @Property
    void ids(@ForAll long most, @ForAll long least) {
        UUID id = new UUID(most, least);

        assertThat(text(new JsonText(0).uuid(id))).isEqualTo(id.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "-32",
                "-33",
                "159",
                "160",
                "0.0",
                "-0.5",
                "18.25",
                "-12.000",
                "0.000000001",
                "9223372036854775807",
                "-9223372036854775808",
                "123456789012345678",
                "1000000000000000000",
                "3.95e+01",
                "1E5",
                "true",
                "text",
                "-0",
                "00",
                ".5",
                "99",
                "100",
                "10.10"
            })
    void any_text_with_and_without_quotes(String text) {
        assertThat(written(text, false)).isEqualTo("\"value\":\"" + text + "\"");
        if (NumericJson.isJson(text)) {
            assertThat(written(text, true)).isEqualTo("\"value\":" + text);
        }
    }

    private static String written(String text, boolean numeric) {
        Packer packed = new Packer();
        ValuePacking.pack(new ReadingValue.Simple(text), packed);
        Unpacker in = new Unpacker(packed.toBytes(), 0);
        JsonText out = new JsonText();
        if (!ValuePacking.write(in, numeric, out)) {
            Shape.Slot part = new Shape.Slot("r", "Float64", "", "", "", "", new byte[0]);
            StoredShape.Slot common = new StoredShape.Slot("r", new byte[0], new byte[0], true);
            StoredReading.writeValue(ValuePacking.unpack(in, ""), part, common, out, numeric);
        }
        return text(out);
    }

    private static String text(JsonText out) {
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }
}
