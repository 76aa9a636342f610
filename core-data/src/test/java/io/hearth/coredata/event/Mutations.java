package io.hearth.coredata.event;

import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Bodies of events that are nearly good: good ones with something changed, cut, doubled or put in another's place. */
final class Mutations {
    private static final long ORIGIN = 1_795_255_200_123_456_789L;
    private static final List<String> READINGS = List.of(
            "'valueType':'Float64','value':'39.5'",
            "'valueType':'Float32','value':'1e-99999999999'",
            "'valueType':'Uint64','value':'18446744073709551615'",
            "'valueType':'Int8Array','value':'[1, 2, 3]'",
            "'valueType':'StringArray','value':'[\\\"a\\\", \\\"b\\\"]'",
            "'valueType':'Bool','value':'true'",
            "'valueType':'String','value':'거실 \\uD83D \\u0000','units':'°C'",
            "'valueType':'Binary','binaryValue':'AAEC','mediaType':'image/png'",
            "'valueType':'Object','objectValue':{'a':[1,2.5,null,{'b':true}]}",
            "'valueType':'Int16','value':null,'tags':{'floor':2}");
    /** What stands at a seam of JSON, or at the bounds of a number. */
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "true",
            "-",
            "0",
            "1e400",
            "9223372036854775808",
            "-1",
            "NaN",
            "\\u0000",
            "\\uD800",
            "\"\"",
            "{}",
            "[]",
            "\u0000",
            "\"id\":7",
            "\"origin\":\"x\"",
            "\"readings\":null",
            "\"value\":[[]]");

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** A body and what encoding it pretends to be of. */
    record Body(byte[] octets, boolean cbor) {}

    Body next() {
        boolean cbor = random.nextInt(3) == 0;
        byte[] octets = cbor ? cbor(good()) : good().getBytes(StandardCharsets.UTF_8);
        // One in twenty stays good: the intake must go on.
        int changes = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            octets = changed(octets);
        }
        return new Body(octets, random.nextInt(50) == 0 ? !cbor : cbor);
    }

    private String good() {
        StringBuilder readings = new StringBuilder();
        for (int i = 0; i <= random.nextInt(3); i++) {
            readings.append(i == 0 ? "" : ",")
                    .append("{\"resourceName\":\"r" + i + "\",")
                    .append(READINGS.get(random.nextInt(READINGS.size())).replace('\'', '"'))
                    .append(random.nextBoolean() ? ",\"origin\":" + (ORIGIN + random.nextInt(9) - 4) : "")
                    .append('}');
        }
        return """
                {"apiVersion":"v3","requestId":"","event":{"apiVersion":"v3","id":"%s","deviceName":"fuzzed","profileName":"p",\
                "sourceName":"s","origin":%d,"tags":{"a":"b"},"readings":[%s]}}""".formatted(
                        new UUID(random.nextLong(), random.nextLong()), ORIGIN + random.nextInt(1_000_000), readings);
    }

    private static byte[] cbor(String json) {
        try {
            return Cbor.bytes(Json.mapper().readTree(json));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private byte[] changed(byte[] octets) {
        if (octets.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(octets.length);
        int length = Math.min(octets.length - at, 1 + random.nextInt(12));
        return switch (random.nextInt(7)) {
            case 0 -> {
                byte[] flipped = octets.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> {
                byte[] other = octets.clone();
                other[at] = (byte) random.nextInt(256);
                yield other;
            }
            case 2 -> Arrays.copyOf(octets, at);
            case 3 -> replaced(octets, at, length, new byte[0]);
            case 4 -> replaced(octets, at, 0, Arrays.copyOfRange(octets, at, at + length));
            case 5 -> replaced(octets, at, 0, piece());
            default -> replaced(octets, at, length, piece());
        };
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] replaced(byte[] octets, int at, int length, byte[] with) {
        byte[] replaced = new byte[octets.length - length + with.length];
        System.arraycopy(octets, 0, replaced, 0, at);
        System.arraycopy(with, 0, replaced, at, with.length);
        System.arraycopy(octets, at + length, replaced, at + with.length, octets.length - at - length);
        return replaced;
    }
}
