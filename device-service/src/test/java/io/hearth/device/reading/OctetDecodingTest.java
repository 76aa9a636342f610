package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.device.Incoming;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OctetDecodingTest {
    private static final String TOPIC = "t/d";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Uint8       | offset: 1                                   | 00ff00           | 255",
                "Int8        | offset: -1                                  | 0000ff           | -1",
                "Uint16      | byteOrder: little                           | 3412             | 4660",
                "Int16       |                                             | fffe             | -2",
                "Uint32      | rawType: Uint24                             | 010203           | 66051",
                "Int32       | rawType: Int24, byteOrder: little           | feffff           | -2",
                "Uint64      |                                             | ffffffffffffffff | 18446744073709551615",
                "Int64       | byteOrder: little                           | 0100000000002000 | 9007199254740993",
                "Float32     |                                             | 41b0cccd         | 22.1",
                "Float32     | byteOrder: big-swapped                      | cccd41b0         | 22.1",
                "Float32     | byteOrder: little-swapped                   | b041cdcc         | 22.1",
                "Float64     | rawType: Float32, byteOrder: little         | cdccb041         | 22.1",
                "Float64     |                                             | 7ff8000000000000 | NaN",
                "Bool        | offset: 1                                   | 0002             | true",
                "Bool        | bit: 3                                      | 08               | true",
                "Bool        | bit: 2                                      | 08               | false",
                "Uint8       | rawType: Uint16, bit: 4, bits: 5            | 01f0             | 31",
                "String      | offset: 1, length: 4                        | 00ed959c00ff     | 한",
                "String      | offset: 1                                   | 0061620000       | ab",
                "Binary      | offset: 2                                   | 00000102         | 2 bytes",
                "Uint16Array | offset: 1, byteOrder: little, length: 2     | ff01000200ff     | [1, 2]",
                "Float32Array|                                             | 3fc0000040000000 | [1.5, 2.0]",
            })
    void values_lie_where_and_how_the_mapping_says(String type, String attributes, String hex, String value) {
        String more = attributes == null ? "" : ", " + attributes;
        Incoming incoming = Incoming.d("v " + type + " { topic: \"t/{device}\", format: bytes" + more + " }");

        assertThat(incoming.readings(TOPIC, HexFormat.of().parseHex(hex))).containsExactly("v=" + value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Uint32 | offset: 1           | 00000000 | no-value",
                "Uint8  | offset: -5          | 00000000 | no-value",
                "String | length: 5           | 00000000 | no-value",
                "String | offset: 0           | ff       | not-utf8",
                "Int8   | rawType: Uint8      | ff       | not-a-number",
                "Float32|                     | 7f800000 | not-a-number",
                "Uint16Array | length: 3      | 00000000 | no-value",
            })
    void what_does_not_fit_is_dead_lettered(String type, String attributes, String hex, String reason) {
        String more = attributes == null ? "" : ", " + attributes;
        Incoming incoming = Incoming.d("v " + type + " { topic: \"t/{device}\", format: bytes" + more + " }");

        assertThat(incoming.letter(TOPIC, HexFormat.of().parseHex(hex)).reason())
                .isEqualTo(reason);
    }

    @Test
    void records_are_events_each_with_its_own_time() {
        String records =
                "topic: \"t/{device}\", format: bytes, each: 6, time: \"0:Uint32\", timeFormat: unix-s, offset: 4";
        Incoming incoming = Incoming.d("v Int16 { " + records + " }");
        byte[] payload = ByteBuffer.allocate(12)
                .putInt(1_767_320_000)
                .putShort((short) -5)
                .putInt(1_767_320_001)
                .putShort((short) 6)
                .array();

        List<Event> events = incoming.events(TOPIC, payload);

        assertThat(events).flatExtracting(Incoming::words).containsExactly("v=-5", "v=6");
        assertThat(events)
                .extracting(Event::origin)
                .containsExactly(1_767_320_000_000_000_000L, 1_767_320_001_000_000_000L);
        assertThat(incoming.letter(TOPIC, new byte[7]).reason()).isEqualTo("wrong-type");
    }

    @Property(tries = 300)
    void whole_numbers_come_back_as_they_were_written(@ForAll long number, @ForAll boolean little) {
        ByteBuffer buffer = ByteBuffer.allocate(14).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        buffer.putLong(number).putInt((int) number).putShort((short) number);
        String alike = "topic: \"t/{device}\", format: bytes, byteOrder: " + (little ? "little" : "big");
        Incoming incoming = Incoming.d(
                "a Int64 { " + alike + " }",
                "b Uint64 { " + alike + " }",
                "c Int32 { " + alike + ", offset: 8 }",
                "e Uint16 { " + alike + ", offset: 12 }");

        assertThat(incoming.readings(TOPIC, buffer.array()))
                .containsExactly(
                        "a=" + number,
                        "b=" + Long.toUnsignedString(number),
                        "c=" + (int) number,
                        "e=" + Short.toUnsignedInt((short) number));
    }
}
