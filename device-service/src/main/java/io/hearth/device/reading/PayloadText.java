package io.hearth.device.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A payload as text. */
final class PayloadText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private PayloadText() {}

    /** The text without a byte order mark; empty when the bytes are not UTF-8. */
    static Optional<String> of(byte[] payload) {
        // It stands for what is not UTF-8, unless somebody has written it.
        String text = new String(payload, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || isUtf8(payload) ? Optional.of(withoutMark(text)) : Optional.empty();
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean isUtf8(byte[] payload) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(payload));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    /** Whether the first octet that is no white space is an opening brace. */
    static boolean looksLikeObject(byte[] payload) {
        int i = payload.length >= 3 && payload[0] == (byte) 0xEF && payload[1] == (byte) 0xBB ? 3 : 0;
        while (i < payload.length && (payload[i] == ' ' || payload[i] >= '\t' && payload[i] <= '\r')) {
            i++;
        }
        return i < payload.length && payload[i] == '{';
    }
}
