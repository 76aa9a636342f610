package io.hearth.coredata;

import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * JSON in UTF-8 written straight to octets. Long lists consist of parts that are the same in every item and were made before:
 * here these are copied. What is not plain is left to the one mapper, so that every answer looks alike.
 */
public final class JsonText {
    private static final int LONGEST_LONG = 20;
    /** The digits of 00 to 99. */
    private static final byte[] PAIRS = IntStream.range(0, 100)
            .mapToObj("%02d"::formatted)
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.ISO_8859_1);
    /** The digits of 00 to ff. */
    private static final byte[] HEX_PAIRS = IntStream.range(0, 256)
            .mapToObj(octet -> HexFormat.of().toHexDigits((byte) octet))
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.ISO_8859_1);

    private static final int UUID_LENGTH = 36;

    private byte[] octets;
    private int length;

    /** Empty, for a small part. */
    public JsonText() {
        this(128);
    }

    /** Empty, with room for so many octets. */
    public JsonText(int room) {
        octets = new byte[room];
    }

    /** One octet of JSON: a bracket, a comma. */
    public JsonText octet(char octet) {
        room(1);
        octets[length++] = (byte) octet;
        return this;
    }

    /** JSON as it is. */
    public JsonText raw(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, octets, length, json.length);
        length += json.length;
        return this;
    }

    /** JSON as it is, which must be ASCII. */
    @SuppressWarnings("deprecation") // The one way to get at a text's octets without a copy in between.
    public JsonText ascii(String json) {
        room(json.length());
        json.getBytes(0, json.length(), octets, length);
        length += json.length();
        return this;
    }

    /** The name of a field, quoted, and the colon. */
    public JsonText name(String name) {
        return text(name).octet(':');
    }

    /** A whole number. */
    public JsonText number(long value) {
        if (value < 0) {
            return ascii(Long.toString(value));
        }
        room(LONGEST_LONG);
        int size = digits(value);
        digits(value, length + size, length);
        length += size;
        return this;
    }

    /** The digits of a number of at most 18 of them, the last {@code scale} behind a point; before it is at least one. */
    public JsonText decimal(long digits, int scale) {
        long value = Math.abs(digits);
        int size = Math.max(digits(value), scale + 1);
        room(size + 2);
        if (digits < 0) {
            octets[length++] = '-';
        }
        int point = length + size - scale;
        long whole = digits(value, point + scale + 1, point + 1);
        octets[point] = '.';
        digits(whole, point, length);
        length += size + 1;
        return this;
    }

    private static int digits(long value) {
        int size = 1;
        for (long limit = 10; size < LONGEST_LONG - 1 && value >= limit; limit *= 10) {
            size++;
        }
        return size;
    }

    /** Puts the last digits of a number between two positions and answers the number without them. */
    private long digits(long value, int to, int from) {
        long rest = value;
        int at = to;
        while (at - from >= 2) {
            long hundreds = rest / 100;
            int pair = (int) (rest - hundreds * 100) * 2;
            octets[--at] = PAIRS[pair + 1];
            octets[--at] = PAIRS[pair];
            rest = hundreds;
        }
        if (at > from) {
            octets[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return rest;
    }

    /** A UUID's text, not quoted: 8-4-4-4-12 digits. */
    public JsonText uuid(UUID id) {
        room(UUID_LENGTH);
        hex(id.getMostSignificantBits(), Long.SIZE, 32);
        octets[length++] = '-';
        hex(id.getMostSignificantBits(), 32, 16);
        octets[length++] = '-';
        hex(id.getMostSignificantBits(), 16, 0);
        octets[length++] = '-';
        hex(id.getLeastSignificantBits(), Long.SIZE, 48);
        octets[length++] = '-';
        hex(id.getLeastSignificantBits(), 48, 0);
        return this;
    }

    /** The digits of some bits, whole octets of them; there is room. */
    private void hex(long bits, int from, int to) {
        for (int shift = from - Byte.SIZE; shift >= to; shift -= Byte.SIZE) {
            int pair = (int) (bits >>> shift & 0xff) * 2;
            octets[length++] = HEX_PAIRS[pair];
            octets[length++] = HEX_PAIRS[pair + 1];
        }
    }

    /** A text, quoted. */
    public JsonText text(String text) {
        return isPlain(text) ? octet('"').ascii(text).octet('"') : raw(Json.bytes(text));
    }

    /** Whatever the mapper makes of a value. */
    public JsonText value(Object value) {
        return raw(Json.bytes(value));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** How many octets there are. */
    public int size() {
        return length;
    }

    /** All that was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(octets, length);
    }

    /** Sends on what was written, and begins anew. */
    public void drainTo(OutputStream out) throws IOException {
        out.write(octets, 0, length);
        length = 0;
    }

    private void room(int more) {
        if (octets.length - length < more) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
        }
    }
}
