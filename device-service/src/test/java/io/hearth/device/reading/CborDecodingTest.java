package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.hearth.device.Incoming;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborDecodingTest {
    private static final String TOPIC = "t/d";

    /** The encodings are those of RFC 8949, appendix A, in a map {"v": ...}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Uint64     | 1bffffffffffffffff     | 18446744073709551615",
                "Int64      | 3b7fffffffffffffff     | -9223372036854775808",
                "Int8       | 3863                   | -100",
                "Int8       | fa41b0cccd             | 22",
                "Uint8      | fb3ff199999999999a     | 1",
                "Float64    | f93e00                 | 1.5",
                "Float32    | fa47c35000             | 100000.0",
                "Float64    | fb3ff199999999999a     | 1.1",
                "Float32    | fa41b0cccd             | 22.1",
                "Float64    | f97e00                 | NaN",
                "Bool       | f5                     | true",
                "Float64    | f6                     | null",
                "String     | 63c3bc41               | üA",
                "Binary     | 4401020304             | 4 bytes",
                "Int32Array | 83010203               | [1, 2, 3]",
                "Object     | a16161820203           | {a=[2, 3]}",
                "Float64    | c48221196ab3           | 273.15",
            })
    void what_the_standard_writes_is_read(String type, String hex, String value) {
        Incoming incoming = Incoming.d("v " + type + " { topic: \"t/{device}\", format: cbor, pointer: /v }");

        assertThat(incoming.readings(TOPIC, HexFormat.of().parseHex("a16176" + hex)))
                .containsExactly("v=" + value);
    }

    @Test
    void one_message_has_many_resources_and_jsonata_works_on_it_too() throws Exception {
        Incoming incoming = Incoming.d(
                "a Uint64 { topic: \"t/{device}\", format: cbor }",
                "raw Binary { topic: \"t/{device}\", format: cbor }",
                "sum Int32 { topic: \"t/{device}\", format: cbor, jsonata: \"$sum(n)\" }");
        byte[] payload = new CBORMapper()
                .writeValueAsBytes(Map.of(
                        "a", new BigInteger("18446744073709551615"), "raw", new byte[] {1, 2, 3}, "n", List.of(1, 2)));

        assertThat(incoming.readings(TOPIC, payload)).containsExactly("a=18446744073709551615", "raw=3 bytes", "sum=3");
    }

    @ParameterizedTest
    @CsvSource({
        "ff, not-cbor",
        "a161, not-cbor",
        "01 01, not-cbor",
        "5bffffffffffffffff, not-cbor",
        "a1617601, wrong-type"
    })
    void what_is_no_cbor_is_dead_lettered(String hex, String reason) {
        Incoming incoming = Incoming.d("v Object { topic: \"t/{device}\", format: cbor, pointer: /v }");

        assertThat(incoming.letter(TOPIC, HexFormat.of().parseHex(hex.replace(" ", "")))
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void nesting_beyond_the_limit_is_told() {
        Incoming incoming = Incoming.d("v Object { topic: \"t/{device}\", format: cbor, pointer: /v }");
        byte[] deep = new byte[200];
        java.util.Arrays.fill(deep, (byte) 0x81);

        assertThat(incoming.letter(TOPIC, deep).reason()).isEqualTo("too-deep");
    }
}
