package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Octets are a text when they are UTF-8, and else none. */
class PayloadTextTest {
    private static final String REPLACEMENT = "\uFFFD";

    @Property(tries = 500)
    void octets_are_a_text_when_a_strict_decoder_says_so(@ForAll byte[] octets) {
        assertThat(PayloadText.of(octets)).isEqualTo(strict(octets));
    }

    @Property(tries = 200)
    void any_text_is_itself(@ForAll String text) {
        String whole = REPLACEMENT + new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(PayloadText.of(whole.getBytes(StandardCharsets.UTF_8))).contains(whole);
    }

    @Test
    void a_byte_order_mark_is_left_out() {
        assertThat(PayloadText.of("\uFEFFwarm".getBytes(StandardCharsets.UTF_8)))
                .contains("warm");
    }

    private static Optional<String> strict(byte[] octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
