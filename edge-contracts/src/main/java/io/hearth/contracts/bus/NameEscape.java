package io.hearth.contracts.bus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoded names: levels of topics (EdgeX message bus, topics) and parts of keys. Whichever it was, they are read the same. */
public final class NameEscape {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    /** What Go's URL paths may have in a segment beside these, and EdgeX then leaves as it is. */
    private static final String PLAIN_IN_TOPICS = PLAIN + "$&=:@";

    private static final String HEX = "0123456789ABCDEF";

    private NameEscape() {}

    /** The name with everything but ASCII letters and digits percent-encoded: nothing in it can separate parts of a key. */
    public static String escape(String name) {
        return escape(name, PLAIN);
    }

    /** The name as EdgeX's services encode it in topics (URLEncode of its core contracts): {@code $ & = : @} stay too. */
    public static String escapeForTopic(String name) {
        return escape(name, PLAIN_IN_TOPICS);
    }

    private static String escape(String name, String plain) {
        StringBuilder out = new StringBuilder(name.length() + 16);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && plain.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
            }
        }
        return out.toString();
    }

    /** The name with its percent-encodings decoded; a {@code %} that begins none stays as it is, and so does {@code +}. */
    public static String unescape(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(in[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
