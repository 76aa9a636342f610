package io.hearth.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.event.AddEventRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no envelope: malformed, and nothing else. */
class MalformedEnvelopeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"{}\"",
                "[]",
                "[{}]",
                "{",
                "{\"payload\":",
                "{\"payload\":{",
                "{\"payload\":{}",
                "{} {}",
                "{}x",
                "<xml/>",
                "hello",
                "\u00ff",
                "{\"payload\":\"not base64!\"}",
                "{\"payload\":\"AAA\"}",
                "{\"payload\":\"aGVsbG8=\"}",
                "{\"payload\":7}",
                "{\"payload\":[]}",
                "{\"payload\":true}",
                "{\"payload\":{\"event\":7}}",
                "{\"payload\":{\"event\":{\"origin\":1e400}}}",
                "{\"payload\":{\"event\":{\"origin\":99999999999999999999}}}",
                "{\"payload\":{\"event\":{\"origin\":1.5}}}",
                "{\"payload\":{\"event\":{\"readings\":[{\"origin\":1e400}]}}}",
                "{\"errorCode\":\"x\"}",
                "{\"errorCode\":1.5}",
                "{\"errorCode\":99999999999}",
                "{\"errorCode\":{}}",
                "{\"apiVersion\":3}",
                "{\"requestID\":{\"errorCode\":1}}",
                "{\"contentType\":[]}",
                "{\"correlationID\":true}",
                "{\"queryParams\":7}",
                "{\"queryParams\":{\"a\":7}}",
                "{\"queryParams\":{\"a\":{\"b\":\"c\"}},\"payload\":{}}",
                "{\"statusCode\":\"423\"}",
                "{\"payload\":{\"event\":{\"tags\":{\"a\":1e999}}}}"
            })
    void what_is_no_envelope_of_an_event_is_malformed_and_says_so(String text) {
        assertThatThrownBy(() -> decode(utf8(text)))
                .isExactlyInstanceOf(MalformedEnvelope.class)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"payload\":", "{\"x\":", "{\"payload\":{\"event\":{\"x\":", "{\"queryParams\":"})
    void ten_thousand_levels_are_malformed_and_no_stack_overflow(String begin) {
        assertThatThrownBy(() -> decode(utf8(begin + "[".repeat(10_000)))).isExactlyInstanceOf(MalformedEnvelope.class);
        assertThatThrownBy(() -> decode(utf8(begin + "{\"a\":".repeat(10_000))))
                .isExactlyInstanceOf(MalformedEnvelope.class);
        assertThatThrownBy(() -> EnvelopeCodec.decode(utf8(begin + "[".repeat(10_000)), Object.class))
                .isExactlyInstanceOf(MalformedEnvelope.class);
        assertThatThrownBy(() -> EnvelopeCodec.decode(utf8(begin + "[".repeat(10_000)), JsonNode.class))
                .isExactlyInstanceOf(MalformedEnvelope.class);
    }

    @Test
    void levels_hidden_in_base64_are_counted_too() {
        byte[] deep = utf8("{\"event\":" + "[".repeat(10_000));
        String packed = Base64.getEncoder().encodeToString(deep);

        assertThatThrownBy(() -> decode(utf8("{\"payload\":\"" + packed + "\"}")))
                .isExactlyInstanceOf(MalformedEnvelope.class);
    }

    @Test
    void a_CBOR_text_or_byte_string_that_claims_to_be_endless_is_malformed() {
        for (int major : new int[] {0x5b, 0x7b, 0x9b, 0xbb}) {
            byte[] bytes = utf8("??payload?????????");
            bytes[0] = (byte) 0xbf;
            bytes[1] = 0x67;
            bytes[9] = (byte) major;
            bytes[10] = 0x00;
            bytes[11] = 0x00;
            bytes[12] = 0x00;
            bytes[13] = 0x00;
            bytes[14] = 0x7f;
            bytes[15] = (byte) 0xff;

            assertThatThrownBy(() -> decode(bytes)).isExactlyInstanceOf(MalformedEnvelope.class);
            assertThatThrownBy(() -> EnvelopeCodec.decode(bytes, Object.class))
                    .isExactlyInstanceOf(MalformedEnvelope.class);
        }
    }

    private static Envelope<AddEventRequest> decode(byte[] bytes) {
        return EnvelopeCodec.decode(bytes, AddEventRequest.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
