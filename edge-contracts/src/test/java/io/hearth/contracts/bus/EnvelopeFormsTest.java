package io.hearth.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.Samples;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Events;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The forms of a payload, with fields in any order; and bytes that are none. */
class EnvelopeFormsTest {
    /** How a sender may pack the payload (EdgeX message bus, payload form). */
    enum Form {
        INLINE,
        BASE64_JSON,
        BASE64_CBOR,
        WHOLE_CBOR,
        WHOLE_CBOR_BYTES;

        byte[] pack(AddEventRequest event, Random order) {
            byte[] cbor = Cbor.bytes(event);
            return switch (this) {
                case INLINE -> Json.bytes(shuffled(event, Envelope.JSON, order));
                case BASE64_JSON -> Json.bytes(shuffled(base64(Json.bytes(event)), Envelope.JSON, order));
                case BASE64_CBOR -> Json.bytes(shuffled(base64(cbor), Envelope.CBOR, order));
                case WHOLE_CBOR -> Cbor.bytes(shuffled(event, Envelope.JSON, order));
                case WHOLE_CBOR_BYTES -> Cbor.bytes(shuffled(cbor, Envelope.CBOR, order));
            };
        }

        private static String base64(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }

        private static Map<String, Object> shuffled(Object payload, String contentType, Random order) {
            Map<String, Object> fields = Map.of(
                    "apiVersion",
                    "v3",
                    "receivedTopic",
                    "",
                    "correlationID",
                    "14a42ea6-c394-41c3-8bcd-a29b9f5e6835",
                    "requestID",
                    "",
                    "errorCode",
                    0,
                    "payload",
                    payload,
                    "contentType",
                    contentType,
                    "queryParams",
                    Map.of("a", "b"));
            List<String> names = Arrays.asList(fields.keySet().toArray(String[]::new));
            Collections.sort(names);
            Collections.shuffle(names, order);
            Map<String, Object> shuffled = new LinkedHashMap<>();
            names.forEach(name -> shuffled.put(name, fields.get(name)));
            return shuffled;
        }
    }

    @Property(tries = 200)
    void every_form_is_the_same_event_whatever_the_order_of_fields(
            @ForAll("requests") AddEventRequest event, @ForAll Form form, @ForAll Random order) {
        Envelope<AddEventRequest> envelope = EnvelopeCodec.decode(form.pack(event, order), AddEventRequest.class);

        assertThat(envelope.payload()).isEqualTo(event);
        assertThat(envelope.correlationId()).isEqualTo("14a42ea6-c394-41c3-8bcd-a29b9f5e6835");
        assertThat(envelope.queryParams()).containsExactly(Map.entry("a", "b"));
    }

    @Property(tries = 200)
    void what_is_written_is_read_again(
            @ForAll("requests") AddEventRequest event, @ForAll("contentTypes") String contentType) {
        Envelope<AddEventRequest> envelope =
                new Envelope<>("v3", "", "c", "r", 0, event, "", contentType, Map.of("q", "1"), 200);

        assertThat(EnvelopeCodec.decode(EnvelopeCodec.encode(envelope), AddEventRequest.class))
                .isEqualTo(envelope);
    }

    @Property(tries = 2_000)
    void an_envelope_cut_short_is_malformed_and_nothing_else(
            @ForAll Form form, @ForAll Random random, @ForAll @IntRange(min = 0, max = 10_000) int cut) {
        byte[] whole = form.pack(sample(), random);
        byte[] half = Arrays.copyOf(whole, cut % whole.length);

        assertThat(outcome(half, AddEventRequest.class)).isEqualTo("malformed");
        assertThat(outcome(half, Object.class)).isEqualTo("malformed");
    }

    @Property(tries = 2_000)
    void an_envelope_with_changed_bytes_is_an_envelope_or_malformed_and_nothing_else(
            @ForAll Form form, @ForAll Random random, @ForAll @IntRange(min = 1, max = 4) int changes) {
        byte[] bytes = form.pack(sample(), random);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }

        assertThat(outcome(bytes, AddEventRequest.class)).isIn("envelope", "malformed");
        assertThat(outcome(bytes, Object.class)).isIn("envelope", "malformed");
    }

    @Property(tries = 2_000)
    void random_bytes_are_malformed_or_by_chance_an_envelope_and_nothing_else(@ForAll byte[] bytes) {
        assertThat(outcome(bytes, AddEventRequest.class)).isIn("envelope", "malformed");
    }

    @Property(tries = 2_000)
    void random_bytes_behind_the_begin_of_a_payload_are_malformed_or_a_payload_and_nothing_else(
            @ForAll byte[] bytes, @ForAll boolean cbor) {
        Assume.that(bytes.length > 0);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(cbor ? new byte[] {(byte) 0xbf, 0x67} : new byte[] {'{', '"'});
        message.writeBytes("payload".getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(cbor ? new byte[0] : new byte[] {'"', ':'});
        message.writeBytes(bytes);

        assertThat(outcome(message.toByteArray(), AddEventRequest.class)).isIn("envelope", "malformed");
        assertThat(outcome(message.toByteArray(), Object.class)).isIn("envelope", "malformed");
    }

    private static String outcome(byte[] bytes, Class<?> type) {
        try {
            EnvelopeCodec.decode(bytes, type);
            return "envelope";
        } catch (MalformedEnvelope malformed) {
            return "malformed";
        }
    }

    private static AddEventRequest sample() {
        return Samples.read("event-all-forms.json", AddEventRequest.class);
    }

    @Provide
    Arbitrary<AddEventRequest> requests() {
        return Events.requests();
    }

    @Provide
    Arbitrary<String> contentTypes() {
        return Arbitraries.of(Envelope.JSON, Envelope.CBOR);
    }
}
