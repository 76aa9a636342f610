package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.hearth.rules.Given;
import io.hearth.runtime.bus.BusMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of any device service, ours or EdgeX's. */
class EventReaderTest {
    private static final String TOPIC = "edgex/events/device/device-virtual/Random-Device/Random-1/All";

    /** As EdgeX's device services write it. */
    private static String event(String readings) {
        return """
                {"apiVersion": "v3", "receivedTopic": "", "correlationID": "14a42ea6-c394-41c3-8bcd-a29b9f5e6835",
                 "requestID": "", "errorCode": 0, "contentType": "application/json", "payload": {"apiVersion": "v3",
                 "requestId": "e6e8a2f4-eb14-4649-9e2b-175247911369", "event": {"apiVersion": "v3",
                 "id": "3c05acef-81b6-4a91-a1a9-3e4f8e9a1b2c", "deviceName": "Random-1", "profileName": "Random-Device",
                 "sourceName": "All", "origin": %d, "readings": [%s]}}}""".formatted(Given.EPOCH, readings);
    }

    private static String reading(String resource, String type, String value) {
        return """
                {"id": "d2d2f9e5-9e8c-4b5b-9d57-0b1b4b8f6f0e", "origin": %d, "deviceName": "Random-1",
                 "resourceName": "%s", "profileName": "Random-Device", "valueType": "%s", %s}""".formatted(Given.EPOCH + 1, resource, type, value);
    }

    private static BusMessage message(String json) {
        return new BusMessage(TOPIC, json.getBytes(StandardCharsets.UTF_8));
    }

    private static EventReader.Read read(String topic, String json) {
        return EventReader.read(new BusMessage(topic, json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void all_readings_of_an_event_are_seen_and_that_the_device_has_reported() {
        List<Sample> samples = EventSamples.of(message(event(reading("speed", "Int64", "\"value\": \"12\"") + ","
                + reading("mode", "String", "\"value\": \"eco\""))));

        assertThat(samples)
                .extracting(sample -> sample.signal().resource(), Sample::text, Sample::origin, Sample::isReport)
                .containsExactly(
                        tuple("speed", "12", Given.EPOCH + 1, false),
                        tuple("mode", "eco", Given.EPOCH + 1, false),
                        tuple("", "", Given.EPOCH, true));
    }

    @Test
    void what_a_rule_wrote_is_a_reading_and_no_sign_of_life_of_the_device() {
        String topic = "edgex/events/device/rules-engine/Random-Device/Random-1/All";
        String written = event(reading("online", "Bool", "\"value\": \"false\""));

        assertThat(EventSamples.of(new BusMessage(topic, written.getBytes(StandardCharsets.UTF_8))))
                .extracting(Sample::text, Sample::isReport)
                .containsExactly(tuple("false", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        Uint64       | "value": "18446744073709551615"              | NUMBER | 18446744073709551615
        Float32      | "value": "2.150000e+01"                      | NUMBER | 21.5
        Float64      | "value": "NaN"                               | NUMBER | NaN
        Bool         | "value": "true"                              | TEXT   | NaN
        Int32Array   | "value": "[1, 2]"                            | TEXT   | NaN
        Binary       | "binaryValue": "AQI=", "mediaType": "a/b"    | NONE   | NaN
        Object       | "objectValue": {"a": 1}                      | NONE   | NaN
        """)
    void a_value_is_what_its_type_says(String type, String value, Sample.Kind kind, String number) {
        Sample sample =
                EventSamples.of(message(event(reading("x", type, value)))).getFirst();

        assertThat(sample.kind()).isEqualTo(kind);
        assertThat(sample.value()).hasToString(number);
    }

    @Test
    void what_a_device_service_leaves_out_of_its_readings_is_that_of_the_event() {
        Sample sample = EventSamples.of(
                        message(event("{\"resourceName\": \"t\", \"valueType\": \"Int8\", \"value\": \"7\"}")))
                .getFirst();

        assertThat(sample.signal().device()).isEqualTo("Random-1");
        assertThat(sample.origin()).isEqualTo(Given.EPOCH);
    }

    @Test
    void an_event_in_cbor_says_the_same() throws IOException {
        String json = event(reading("speed", "Int64", "\"value\": \"12\""));
        byte[] cbor = new ObjectMapper(new CBORFactory()).writeValueAsBytes(new ObjectMapper().readTree(json));

        assertThat(EventSamples.of(new BusMessage(TOPIC, cbor))).isEqualTo(EventSamples.of(message(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "edgex/events/device/device-virtual/Random-Device/Random-2/All",
                "edgex/events/device/device-virtual/Another-Device/Random-1/All",
                "edgex/events/device/device-virtual/Random-Device/Random-1/Speed",
                "edgex/events/Random-1"
            })
    void an_event_of_another_device_than_its_topic_names_is_nobodys(String topic) {
        assertThat(read(topic, event(reading("speed", "Int64", "\"value\": \"12\""))))
                .isInstanceOf(EventReader.Read.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"payload\": {}}", "{\"payload\": 7}", "null"})
    void what_is_no_event_is_passed_over_with_a_reason(String json) {
        assertThat(read(TOPIC, json))
                .isInstanceOfSatisfying(EventReader.Read.Unreadable.class, none -> assertThat(none.reason())
                        .isNotBlank());
    }
}
