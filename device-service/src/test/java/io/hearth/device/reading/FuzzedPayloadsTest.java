package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.Incoming;
import io.hearth.device.intake.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of payloads for each codec, of which most are nearly right: whatever comes is an event that EdgeX's contract takes, or a
 * dead letter with a reason, and never an exception.
 */
class FuzzedPayloadsTest {
    private static final int PAYLOADS = 5_000;
    private static final int MANY = 50_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final String SEED = """
            {"v":{"a":22.5,"b":[1,2,{"c":"x"}],"big":18446744073709551615,"n":null,"t":"2026-01-02T03:00:00Z"},
            "ts":1767322800,"q":"ok","d":"d","on":true}""";

    @ParameterizedTest
    @ValueSource(strings = {"auto", "scalar", "json", "jsonata", "cbor", "csv", "bytes", "text", "each"})
    void whatever_comes_is_an_event_or_a_dead_letter(String format) throws JsonProcessingException {
        take(PAYLOADS, format, new SplittableRandom(format.hashCode()));
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"auto", "scalar", "json", "jsonata", "cbor", "csv", "bytes", "text", "each"})
    void of_many_more_too(String format) throws JsonProcessingException {
        take(MANY, format, new SplittableRandom(~format.hashCode()));
    }

    private static void take(int payloads, String format, SplittableRandom random) throws JsonProcessingException {
        List<Incoming> mappings = mappings(format);
        List<byte[]> seeds = seeds(format);

        for (int i = 0; i < payloads; i++) {
            byte[] payload = mutated(seeds.get(random.nextInt(seeds.size())), random);
            Outcome outcome = mappings.get(i % mappings.size()).take("t/d", payload);

            if (outcome instanceof Outcome.Used used) {
                assertThat(used.events().size() + used.letters().size()).isPositive();
                used.events().forEach(FuzzedPayloadsTest::isOfEdgex);
                used.letters().forEach(letter -> {
                    assertThat(letter.reason()).isNotBlank();
                    assertThat(letter.detail()).isNotBlank();
                });
            }
        }
    }

    private static void isOfEdgex(Event event) {
        assertThat(event.origin()).isPositive();
        assertThat(event.readings()).isNotEmpty();
        for (Reading reading : event.readings()) {
            assertThat(reading.origin()).isPositive();
            ValueType type = reading.type().orElseThrow();
            if (reading.value() instanceof io.hearth.contracts.event.ReadingValue.Simple simple) {
                // Canonical texts stay as they are.
                assertThat(type.canonical(simple.text())).isEqualTo(simple.text());
            }
        }
    }

    /** A mapping for every type. */
    private static List<Incoming> mappings(String format) {
        List<Incoming> all = new ArrayList<>();
        for (ValueType type : ValueType.values()) {
            List<String> attributes = attributes(format, type);
            if (!attributes.isEmpty()) {
                String[] resources = new String[attributes.size()];
                for (int i = 0; i < resources.length; i++) {
                    resources[i] =
                            "r" + i + " " + type.wireName() + " { topic: \"t/{device}\", " + attributes.get(i) + " }";
                }
                all.add(Incoming.d(resources));
            }
        }
        return all;
    }

    private static List<String> attributes(String format, ValueType type) {
        String time = ", time: /ts, timeFormat: unix-s, quality: /q, qualityGood: ok";
        boolean octets = type != ValueType.OBJECT && type != ValueType.OBJECT_ARRAY && type != ValueType.STRING_ARRAY;
        return switch (format) {
            case "auto" -> List.of("pointer: \"\"", "pointer: /v/a", "onNull: leave-out");
            case "scalar" -> List.of("format: scalar");
            case "json" ->
                List.of("format: json, pointer: /v/b/2" + time, "format: json, pointer: /v/big", "format: json");
            case "jsonata" ->
                List.of(
                        "jsonata: \"v.a * 2\"",
                        "jsonata: \"v.b\"",
                        "jsonata: \"$sum(v.b[0..1]) & ts\"",
                        "jsonata: \"**\"");
            case "cbor" ->
                List.of("format: cbor, pointer: /v/a" + time, "format: cbor, jsonata: \"v.*\"", "format: cbor");
            case "csv" ->
                List.of(
                        "format: csv, column: 0",
                        "format: csv, header: true, column: a, each: lines",
                        "format: csv, columns: \"a,b\", column: b, separator: \";\", time: a, timeFormat: unix-ms");
            case "bytes" ->
                octets
                        ? List.of(
                                "format: bytes, offset: 2, byteOrder: little-swapped",
                                "format: bytes, offset: -3, each: 5, time: \"0:Uint32\", timeFormat: unix-s",
                                "format: bytes, length: 3")
                        : List.of();
            case "text" ->
                List.of(
                        "format: text, regex: 'T=([^ ]*)'",
                        "format: text, regex: '(?P<t>\\S+) (?P<v>.*)', group: v, time: t, each: lines");
            default ->
                List.of(
                        "each: /v, only: \"{key}=a\", pointer: \"\"",
                        "each: /v/b, pointer: /c, time: ^/ts, timeFormat: unix-s");
        };
    }

    private static List<byte[]> seeds(String format) throws JsonProcessingException {
        List<String> texts = new ArrayList<>(List.of(
                SEED, "22.5", "-1e308", "true", "NaN", "[1,2,3]", "[\"a\",\"b\"]", "\"text\"", "null", "{}", "안녕하세요"));
        switch (format) {
            case "csv" -> texts.addAll(List.of("1,2,3", "a,b\n1,2\n\"3\"\"x\",4", "1767322800123;5", ";;;", "\"open"));
            case "text" -> texts.addAll(List.of("T=22.5 H=4", "2026-01-02T03:00:00Z 5\n1 2\n\r\n"));
            default -> {}
        }
        List<byte[]> seeds = new ArrayList<>();
        for (String text : texts) {
            seeds.add(text.getBytes(StandardCharsets.UTF_8));
        }
        if (format.equals("cbor") || format.equals("bytes")) {
            seeds.add(CBOR.writeValueAsBytes(JSON.readTree(SEED)));
            seeds.add(CBOR.writeValueAsBytes(new Object[] {new byte[] {1, 2}, 1.5f, Long.MIN_VALUE}));
            // RFC 8949: an indefinite map, a decimal fraction, a tag, a half float.
            seeds.add(new byte[] {
                (byte) 0xbf, 0x61, 'v', (byte) 0xc4, (byte) 0x82, 0x21, 0x19, 0x6a, (byte) 0xb3, (byte) 0xff
            });
            seeds.add(new byte[] {(byte) 0xa1, 0x61, 'v', (byte) 0xd8, 0x20, (byte) 0xf9, 0x7c, 0});
        }
        return seeds;
    }

    private static byte[] mutated(byte[] seed, SplittableRandom random) {
        byte[] payload = seed.clone();
        int changes = random.nextInt(5);
        for (int i = 0; i < changes && payload.length > 0; i++) {
            int at = random.nextInt(payload.length);
            switch (random.nextInt(6)) {
                case 0 -> payload[at] = (byte) random.nextInt(256);
                case 1 -> payload[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> payload = Arrays.copyOf(payload, at);
                case 3 -> payload[at] = (byte) "{}[]\",:;-+eE.0 \n\\/#".charAt(random.nextInt(19));
                case 4 -> payload = spliced(payload, at, random.nextInt(payload.length), random.nextInt(9));
                default -> payload = spliced(payload, at, at, 1 + random.nextInt(40));
            }
        }
        return payload;
    }

    /** With a piece of itself put in. */
    private static byte[] spliced(byte[] payload, int at, int from, int length) {
        byte[] piece = Arrays.copyOfRange(payload, from, Math.min(payload.length, from + length));
        byte[] all = Arrays.copyOf(payload, payload.length + piece.length);
        System.arraycopy(payload, at, all, at + piece.length, payload.length - at);
        System.arraycopy(piece, 0, all, at, piece.length);
        return all;
    }
}
