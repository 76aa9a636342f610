package io.hearth.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.contracts.Samples;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.EventResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes of EdgeX services (EdgeX message bus, envelope). */
class EnvelopeCodecTest {
    private static final String REQUEST_ID = "e6e8a2f4-eb14-4649-9e2b-175247911369";
    private static final String CORRELATION_ID = "14a42ea6-c394-41c3-8bcd-a29b9f5e6835";

    @Test
    void an_event_of_a_Go_service_is_read() {
        Envelope<AddEventRequest> envelope = decode(Samples.bytes("envelope-event.json"));

        assertThat(envelope.apiVersion()).isEqualTo("v3");
        assertThat(envelope.correlationId()).isEqualTo(CORRELATION_ID);
        assertThat(envelope.requestId()).isEmpty();
        assertThat(envelope.isError()).isFalse();
        assertThat(envelope.contentType()).isEqualTo("application/json");
        assertThat(envelope.queryParams()).isEmpty();
        assertThat(envelope.statusCode()).isNull();
        assertThat(envelope.payload()).isEqualTo(Samples.read("event-simple.json", AddEventRequest.class));
    }

    @Test
    void a_set_command_is_read_with_its_query_and_its_values_as_they_are() {
        Envelope<Map<?, ?>> envelope = decodeMap(Samples.bytes("envelope-command-set.json"));

        assertThat(envelope.requestId()).isEqualTo(REQUEST_ID);
        assertThat(envelope.queryParams()).containsExactly(Map.entry("ds-pushevent", "true"));
        assertThat(envelope.payload()).isEqualTo(Map.of("mode", "heat", "target", "23.5"));
    }

    @Test
    void an_error_has_its_text_and_no_payload_whatever_the_payload_should_have_been() {
        Envelope<EventResponse> envelope =
                EnvelopeCodec.decode(Samples.bytes("envelope-error.json"), EventResponse.class);

        assertThat(envelope.isError()).isTrue();
        assertThat(envelope.payload()).isNull();
        assertThat(envelope.errorMessage()).isEqualTo("device boiler not found");
        assertThat(envelope.requestId()).isEqualTo(REQUEST_ID);
    }

    @Test
    void an_error_of_device_sdk_c_has_its_message_and_its_status_whatever_the_payload_should_have_been() {
        String object = "{\"ApiVersion\":\"v3\",\"message\":\"No device named boiler\"}";
        String envelope = "{\"contentType\":\"application/json\",\"errorCode\":404,\"payload\":%s}";
        String base64 = "\"" + Base64.getEncoder().encodeToString(utf8(object)) + "\"";

        for (String payload : List.of(object, base64)) {
            for (Class<?> type : List.of(TokenBuffer.class, Object.class, JsonNode.class, EventResponse.class)) {
                Envelope<?> error = EnvelopeCodec.decode(utf8(envelope.formatted(payload)), type);

                assertThat(error.errorMessage()).isEqualTo("No device named boiler");
                assertThat(error.statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void an_error_code_of_1_is_no_status_and_a_text_stays_as_it_is() {
        Envelope<?> error = EnvelopeCodec.decode(
                utf8("{\"contentType\":\"application/json\",\"errorCode\":1,\"payload\":\"device\"}"), Object.class);

        assertThat(error.statusCode()).isNull();
        assertThat(error.errorMessage()).isEqualTo("device");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 200, 399, 600, 70_000})
    void nor_is_one_that_is_no_http_status_of_an_error(int code) {
        Envelope<?> error = EnvelopeCodec.decode(
                utf8("{\"contentType\":\"text/plain\",\"errorCode\":" + code + ",\"payload\":\"device\"}"),
                Object.class);

        assertThat(error.isError()).isTrue();
        assertThat(error.statusCode()).isNull();
    }

    @Test
    void a_null_payload_is_no_payload() {
        Envelope<EventResponse> envelope =
                EnvelopeCodec.decode(Samples.bytes("envelope-reply-null.json"), EventResponse.class);

        assertThat(envelope.payload()).isNull();
        assertThat(envelope.isError()).isFalse();
        assertThat(envelope.errorMessage()).isEmpty();
    }

    @Test
    void the_names_of_fields_are_taken_in_any_letter_case_as_Go_takes_them() {
        Envelope<Map<?, ?>> envelope = decodeMap(
                utf8(
                        "{\"APIVersion\":\"v3\",\"requestid\":\"r\",\"CorrelationId\":\"c\","
                                + "\"ERRORCODE\":0,\"Payload\":{\"a\":1},\"ContentType\":\"application/json\",\"queryparams\":{\"q\":\"1\"}}"));

        assertThat(envelope.apiVersion()).isEqualTo("v3");
        assertThat(envelope.requestId()).isEqualTo("r");
        assertThat(envelope.correlationId()).isEqualTo("c");
        assertThat(envelope.payload()).isEqualTo(Map.of("a", 1));
        assertThat(envelope.contentType()).isEqualTo("application/json");
        assertThat(envelope.queryParams()).containsEntry("q", "1");
    }

    @Test
    void an_error_says_what_became_of_the_command_where_that_is_known() {
        Envelope<?> request = Envelope.request(null);
        byte[] bytes = EnvelopeCodec.encode(Envelope.error(request, "held", 423, Envelope.REFUSED));

        assertThat(Samples.tree(bytes).get("outcome").asText()).isEqualTo("refused");
        assertThat(EnvelopeCodec.decode(bytes, EventResponse.class).outcome()).isEqualTo(Envelope.REFUSED);
        assertThat(Samples.tree(EnvelopeCodec.encode(Envelope.error(request, "locked", 423)))
                        .has("outcome"))
                .isFalse();
        assertThat(decodeMap(utf8("{\"outcome\":{\"a\":[1]},\"payload\":{\"a\":1}}")))
                .satisfies(odd -> assertThat(odd.outcome()).isEmpty())
                .satisfies(odd -> assertThat(odd.payload()).isEqualTo(Map.of("a", 1)));
    }

    @Test
    void unknown_fields_of_any_form_are_ignored() {
        Envelope<Map<?, ?>> envelope = decodeMap(
                utf8("{\"x\":{\"payload\":9},\"payload\":{\"a\":1},\"y\":[[{}]],\"z\":null,\"statusCode\":423}"));

        assertThat(envelope.payload()).isEqualTo(Map.of("a", 1));
        assertThat(envelope.statusCode()).isEqualTo(423);
    }

    @Test
    void white_space_around_an_envelope_is_no_matter() {
        assertThat(decodeMap(utf8(" \r\n\t{\"payload\":{}}\n ")).payload()).isEqualTo(Map.of());
    }

    @Test
    void CBOR_may_begin_with_its_self_description() {
        byte[] cbor = Cbor.bytes(Map.of("apiVersion", "v3", "payload", Map.of("a", 1)));
        byte[] tagged = new byte[cbor.length + 3];
        tagged[0] = (byte) 0xd9;
        tagged[1] = (byte) 0xd9;
        tagged[2] = (byte) 0xf7;
        System.arraycopy(cbor, 0, tagged, 3, cbor.length);

        assertThat(decodeMap(tagged).payload()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void a_request_has_ids_of_its_own_and_all_fields_of_EdgeX() {
        Envelope<?> request = Envelope.request(Map.of("mode", "off"));

        JsonNode wire = Samples.tree(EnvelopeCodec.encode(request));

        assertThat(wire.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "apiVersion",
                        "receivedTopic",
                        "correlationID",
                        "requestID",
                        "errorCode",
                        "payload",
                        "contentType");
        assertThat(wire.get("apiVersion").asText()).isEqualTo("v3");
        assertThat(wire.get("receivedTopic").asText()).isEmpty();
        assertThat(UUID.fromString(wire.get("requestID").asText())).hasToString(request.requestId());
        assertThat(UUID.fromString(wire.get("correlationID").asText())).hasToString(request.correlationId());
        assertThat(wire.get("errorCode").isInt()).isTrue();
        assertThat(wire.get("payload")).isEqualTo(Samples.tree(utf8("{\"mode\":\"off\"}")));
        assertThat(wire.get("contentType").asText()).isEqualTo("application/json");
    }

    @Test
    void a_good_reply_goes_under_the_request_s_ids_and_may_have_nothing_to_say() {
        Envelope<?> request = Envelope.request(REQUEST_ID, null, Map.of("ds-returnevent", "false"));

        JsonNode wire = Samples.tree(EnvelopeCodec.encode(Envelope.reply(request, null)));

        assertThat(wire.get("requestID").asText()).isEqualTo(REQUEST_ID);
        assertThat(wire.get("correlationID").asText()).isEqualTo(request.correlationId());
        assertThat(wire.get("payload").isNull()).isTrue();
        assertThat(wire.has("queryParams")).isFalse();
        assertThat(wire.has("statusCode")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "half \ud800"})
    void a_reply_to_a_request_without_a_usable_correlation_id_gets_a_fresh_one_because_Go_drops_others(String id) {
        Envelope<?> request = new Envelope<>("v3", "", id, REQUEST_ID, 0, null, "", Envelope.JSON, Map.of(), null);

        assertThat(UUID.fromString(Envelope.reply(request, null).correlationId()))
                .isNotNull();
        assertThat(UUID.fromString(Envelope.error(request, "why", 500).correlationId()))
                .isNotNull();
    }

    @Test
    void an_error_is_a_text_with_errorCode_1_and_the_status_it_amounts_to() {
        Envelope<?> request = Envelope.request(null);
        byte[] bytes = EnvelopeCodec.encode(Envelope.error(request, "boiler is locked", 423));

        JsonNode wire = Samples.tree(bytes);
        assertThat(wire.get("errorCode").asInt()).isEqualTo(1);
        assertThat(wire.get("payload").asText()).isEqualTo("boiler is locked");
        assertThat(wire.get("contentType").asText()).isEqualTo("text/plain");
        assertThat(wire.get("statusCode").asInt()).isEqualTo(423);
        assertThat(EnvelopeCodec.decode(bytes, EventResponse.class).statusCode())
                .isEqualTo(423);
        assertThat(EnvelopeCodec.decode(bytes, EventResponse.class).errorMessage())
                .isEqualTo("boiler is locked");
    }

    @Test
    void a_payload_of_content_type_CBOR_is_written_as_base64_of_CBOR() throws Exception {
        AddEventRequest event = Samples.read("event-all-forms.json", AddEventRequest.class);
        Envelope<AddEventRequest> envelope =
                new Envelope<>("v3", "", CORRELATION_ID, "", 0, event, "", Envelope.CBOR, Map.of(), null);

        byte[] bytes = EnvelopeCodec.encode(envelope);

        byte[] cbor =
                Base64.getDecoder().decode(Samples.tree(bytes).get("payload").asText());
        assertThat(Cbor.read(cbor, AddEventRequest.class)).isEqualTo(event);
        assertThat(decode(bytes)).isEqualTo(envelope);
    }

    @Test
    void half_a_surrogate_pair_in_what_is_passed_on_does_not_stop_the_message() {
        Envelope<Map<?, ?>> received =
                decodeMap(utf8("{\"requestID\":\"\\udc00°\",\"payload\":{\"mode\":\"\\ud800\"}}"));

        byte[] passedOn = EnvelopeCodec.encode(received);

        assertThat(decodeMap(passedOn)).isEqualTo(received);
    }

    @Test
    void an_event_in_a_tree_is_the_same_event() {
        ObjectNode tree = (ObjectNode) Samples.tree(Samples.bytes("envelope-event.json"));

        assertThat(decode(Json.bytes(tree))).isEqualTo(decode(Samples.bytes("envelope-event.json")));
    }

    private static Envelope<AddEventRequest> decode(byte[] bytes) {
        return EnvelopeCodec.decode(bytes, AddEventRequest.class);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Envelope<Map<?, ?>> decodeMap(byte[] bytes) {
        return (Envelope) EnvelopeCodec.decode(bytes, Map.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
